# What a Ruby client pushes. Prints {kind: [{jid, args}, ...]}, each args being the JSON text that Ruby makes of them.
require_relative "hard_worker"

ODD = [1, -2.5, 1e20, 0.1, 12_345_678_901_234_567_890, "ünïcödé ☃ 😀", "\u0000\u0001\u001f\u007f\t\n\"\\/</script>\u2028",
  nil, true, [], {}, {"k" => [1, {"deep" => 1.0}]}].freeze

def told(jid, args) = {jid: jid, args: JSON.generate(args)}

bulk = (1..1_500).map { |i| ["bulk", i] }
pushed = {
  single: [told(HardWorker.perform_async("single", *ODD), ["single", *ODD])],
  bulk: Sidekiq::Client.push_bulk("class" => "HardWorker", "args" => bulk).zip(bulk).map { |jid, args| told(jid, args) },
  scheduled: [told(HardWorker.perform_in(2, "scheduled", 1), ["scheduled", 1])],
  later: [told(HardWorker.perform_in(3600, "later", *ODD), ["later", *ODD])],
  failing: [told(HardWorker.set(retry: 5, backtrace: true, tags: ["a b"]).perform_async("fail", "Java says no: ☃"),
    ["fail", "Java says no: ☃"])],
  dying: [told(HardWorker.set(retry: 0).perform_async("fail", "dies"), ["fail", "dies"])],
  gone: [told(HardWorker.set(retry: false).perform_async("fail", "gone"), ["fail", "gone"])]
}
puts JSON.generate(pushed)
