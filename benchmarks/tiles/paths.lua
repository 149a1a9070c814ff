-- Walk a file of paths in order, from a random start; print one line of JSON at the end.
-- PATHS: the file; PREFIX: what goes before each path.
function init(args)
  local prefix = os.getenv("PREFIX") or ""
  requests = {}
  for line in io.lines(os.getenv("PATHS")) do
    if #line > 0 then requests[#requests + 1] = wrk.format("GET", prefix .. line) end
  end
  math.randomseed(os.time())
  position = math.random(#requests)
end

function request()
  position = position % #requests + 1
  return requests[position]
end

function done(summary, latency, _)
  local errors = summary.errors
  io.write(string.format(
    'JSON {"rps":%.1f,"n":%d,"p50_ms":%.3f,"p99_ms":%.3f,"http_err":%d,"sock_err":%d}\n',
    summary.requests / summary.duration * 1e6, summary.requests,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000, errors.status,
    errors.connect + errors.read + errors.write + errors.timeout))
end
