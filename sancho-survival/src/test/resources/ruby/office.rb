# Ruby's client, API and Web UI, driven by lines of JSON on stdin: [verb, argument, ...]; each is answered by one line of JSON on stdout.
require "sidekiq"
require "sidekiq/api"
require "sidekiq/web"
require "rack/mock"
require "json"
require "cgi"

# The Web UI as a browser uses it: a session, pages, and the buttons that stand on them.
class Browser
  def initialize
    @session = {}
    @web = Rack::MockRequest.new(Sidekiq::Web)
  end

  def get(path) = @web.get(path, "rack.session" => @session)

  # Presses a button of the page's form that mentions what; a row's checkbox that mentions it is ticked. Returns the status; nil if there is none.
  def press(path, button, what)
    form = forms(get(path).body).find { |each| each.include?(what) && each.include?("name=\"#{button}\"") } or return
    fields = inputs(form).filter_map { |input|
      wanted = input["type"] == "hidden" || input["name"] == button || (input["type"] == "checkbox" && input["value"].to_s.include?(what))
      [input["name"], input["value"].to_s] if wanted && input["name"]
    }
    action = form[/\A<form[^>]*action="([^"]*)"/, 1] || path
    @web.post(CGI.unescapeHTML(action), "rack.session" => @session, :input => URI.encode_www_form(fields),
      "CONTENT_TYPE" => "application/x-www-form-urlencoded").status
  end

  # The path of the page that a list links to for this job.
  def detail(path, jid) = get(path).body[/href="([^"]*\/[^"\/]*-#{jid})"/, 1]

  private

  def forms(html) = html.scan(/<form.*?<\/form>/m)

  def inputs(form)
    form.scan(/<(?:input|button)[^>]*>/).map { |tag|
      tag.scan(/([\w-]+)=(?:"([^"]*)"|'([^']*)')/).to_h { |name, one, other| [name, CGI.unescapeHTML(one || other)] }
    }
  end
end

SETS = {"schedule" => Sidekiq::ScheduledSet.new, "retry" => Sidekiq::RetrySet.new, "dead" => Sidekiq::DeadSet.new}.freeze
BROWSER = Browser.new

def process(identity) = Sidekiq::ProcessSet.new(false).find { |each| each["identity"] == identity }

def answer(verb, *args)
  case verb
  when "version" then Sidekiq::VERSION
  when "push" then Sidekiq::Client.push(args[0])
  when "bulk" then Sidekiq::Client.push_bulk(args[0])
  when "entry" then SETS.fetch(args[0]).find_job(args[1])&.then { |job| {item: job.item, score: job.score} }
  when "queued" then Sidekiq::Queue.new(args[0]).map(&:item)
  when "api" then SETS.fetch(args[1]).find_job(args[2])&.public_send(args[0]) ? true : nil
  when "delete" then Sidekiq::Queue.new(args[0]).find_job(args[1])&.delete
  when "get" then BROWSER.get(args[0]).then { |page| {status: page.status, body: page.body.dup.force_encoding("UTF-8")} }
  when "detail" then BROWSER.detail(*args)
  when "press" then BROWSER.press(*args)
  when "processes"
    Sidekiq::ProcessSet.new(false).map { |each| {identity: each["identity"], pid: each["pid"], stopping: each.stopping?, beat: each["beat"]} }
  when "quiet", "stop" then process(args[0])&.public_send("#{verb}!") && true
  when "stats" then Sidekiq::Stats.new.then { |stats| {processed: stats.processed, failed: stats.failed} }
  else abort "What is #{verb}?"
  end
end

$stdout.sync = true
$stdin.each_line { |line| puts JSON.generate(answer(*JSON.parse(line))) }
