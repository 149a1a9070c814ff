"""What taking in a scan costs beyond what libvips alone needs."""
