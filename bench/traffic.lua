-- Sends the requests of a file, each of them once, and says when the last reply has come.
--   wrk … -s traffic.lua URL -- FILE CONNECTIONS
-- The file holds requests as they go over the wire, each after its length in 8 digits. A connection that asks for one more when there is none
-- gets nothing to send and stays open; once every connection has asked in vain, every reply was read. There is no `response` function because
-- it would build a table of headers a reply: statuses are counted by wrk, and the bytes of all replies together by `done`.
local file, idle, connections, first

function init(args)
  file = assert(io.open(args[1], 'rb'))
  connections = tonumber(args[2])
  idle = 0
end

local function read()
  local length = file:read(8)
  return length and file:read(tonumber(length)) or nil
end

function request()
  -- wrk asks for one request more before it connects, and throws it away.
  if first == nil then
    first = read()
    return first
  end
  if first then
    local text = first
    first = false
    io.write('go\n')
    io.flush()
    return text
  end
  local text = read()
  if text then return text end
  idle = idle + 1
  if idle == connections then
    io.write('all\n')
    io.flush()
  end
  return ''
end

function done(summary, latency)
  local e = summary.errors
  io.write(string.format(
    'summary {"requests":%d,"bytes":%d,"errors":{"connect":%d,"read":%d,"write":%d,"status":%d,"timeout":%d},"us":{"p50":%d,"p99":%d,"max":%d}}\n',
    summary.requests, summary.bytes, e.connect, e.read, e.write, e.status, e.timeout,
    latency:percentile(50), latency:percentile(99), latency.max))
end
