FROM python:3.12-slim-bookworm

ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONUNBUFFERED=1 \
    MALLOC_ARENA_MAX=2 KERUEN_DATA_DIR=/data KERUEN_HOST=0.0.0.0

# Sound and film are made playable by ffmpeg, tiles turned without decoding by turbojpeg, texts
# recognised by tesseract; pictures need nothing but Python's packages.
RUN apt-get update && apt-get install -y --no-install-recommends ffmpeg libturbojpeg0 \
        tesseract-ocr tesseract-ocr-kaz tesseract-ocr-rus tesseract-ocr-eng tesseract-ocr-osd \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /keruen
COPY requirements.lock ./
RUN pip install --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY storage storage
COPY imageserver imageserver
COPY manifests manifests
COPY repository repository
COPY workers workers
RUN pip install --no-deps --no-build-isolation -e . \
    && useradd --system --home /data keruen && install -d -o keruen /data

USER keruen
VOLUME /data
EXPOSE 8000
CMD ["keruen", "run"]
