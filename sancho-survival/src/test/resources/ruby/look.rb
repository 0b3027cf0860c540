# What Ruby's API reads in a Redis, as JSON; and every payload that Ruby would write otherwise than it stands there.
require "sidekiq"
require "sidekiq/api"
require "json"

def entry(job)
  {jid: job.jid, class: job.klass, display: job.display_class, args: job.args, queue: job.queue, item: job.item,
   created_at: job.created_at.to_f, tags: job.tags, backtrace: job.error_backtrace,
   at: (job.score if job.respond_to?(:score))}
end

def altered(payloads) = payloads.reject { |payload| JSON.generate(JSON.parse(payload)) == payload }

stats = Sidekiq::Stats.new
sets = {schedule: Sidekiq::ScheduledSet.new, retry: Sidekiq::RetrySet.new, dead: Sidekiq::DeadSet.new}
raw = Sidekiq.redis do |redis|
  lists = redis.smembers("queues").flat_map { |queue| redis.lrange("queue:#{queue}", 0, -1) }
  works = redis.smembers("processes").flat_map { |id| redis.hvals("#{id}:workers") + redis.hvals("#{id}:work") }
  lists + sets.keys.flat_map { |set| redis.zrange(set, 0, -1) } + works.map { |work| JSON.parse(work)["payload"] } +
    works + redis.smembers("processes").map { |id| redis.hget(id, "info") }
end

puts JSON.generate(
  stats: {processed: stats.processed, failed: stats.failed, scheduled: stats.scheduled_size, retry: stats.retry_size,
          dead: stats.dead_size, enqueued: stats.enqueued, workers: stats.workers_size, queues: stats.queues,
          latency: stats.default_queue_latency, history: Sidekiq::Stats::History.new(1).processed.values.first},
  sets: sets.transform_values { |set| set.map { |job| entry(job) } },
  queues: Sidekiq::Queue.all.to_h { |queue| [queue.name, {size: queue.size, latency: queue.latency, jobs: queue.first(20).map { |job| entry(job) }}] },
  processes: Sidekiq::ProcessSet.new.map { |process|
    %w[hostname pid tag concurrency queues labels identity started_at busy beat rss rtt_us quiet].to_h { |key| [key, process[key]] }
      .merge(stopping: process.stopping?)
  },
  total_concurrency: Sidekiq::ProcessSet.new.total_concurrency,
  works: Sidekiq::WorkSet.new.map { |id, tid, work| {process: id, tid: tid, **work.transform_keys(&:to_sym)} },
  busy: Sidekiq::WorkSet.new.size,
  payloads: raw.size,
  altered: altered(raw)
)
