using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using NUnit.Framework;
using Sim.Experiments.Tables;
using Sim.Kernel.Results;
using Sim.Tests.Cli;
using Sim.Tests.Reports.Timeline;

namespace Sim.Tests.Experiments;

/// <summary>Timelines of event runs: <c>record.timeline</c>.</summary>
internal sealed class TimelineTests
{
    private const string Two = """
        resolution: event
        duration: 50 ms
        workload:
          - behaviour: cpu-hog
            vms: { count: 1, default: { memory: 256 MiB } }
          - behaviour: { name: periodic, work: 3 ms, period: 20 ms, aligned: true }
            vms: { count: 1, default: { memory: 256 MiB } }
        hosts: [ { name: h, type: { cores: 1, speed: 1 GHz, memory: 4 GiB, cpu: { switchCost: 0 s, idleExit: 0 s } } } ]
        hypervisor: { cpu: { scheduler: { name: round-robin, quantum: 5 ms } } }
        placement: { overcommit: { cpu: 4 } }
        record: { timeline: true }
        """;

    private const string Mixed = """
        resolution: event
        duration: 600 ms
        warmup: 200 ms
        workload:
          - behaviour: { name: interactive, think: 20 ms, burst: 5 ms }
            vms: { count: 4, default: { vcpus: 2, memory: 256 MiB } }
          - behaviour: { name: ping-pong }
            vms: { count: 1, default: { vcpus: 2, memory: 256 MiB } }
          - behaviour: cpu-hog
            vms: { count: 2, default: { vcpus: 2, limit: 400 MHz, memory: 256 MiB } }
        hosts: [ { name: h, count: 2, type: { cores: 2, threadsPerCore: 2, speed: 1 GHz, memory: 4 GiB } } ]
        placement: { policy: round-robin, overcommit: { cpu: 8, memory: 2 } }
        record: { timeline: true }
        """;

    // Times in ms by hand. Both are runnable at 0 and the hog is first. A quantum that ends while nobody waits begins anew, so
    // the hog's end at 5, 13, 18, 23, 31, 36 and 41; the tick wakes at 20 and 40, waits for the next of these, and takes 3.
    [Test]
    public void Two_vcpus_take_turns_as_reckoned_by_hand()
    {
        TrialRun run = TrialRun.Of(Two);
        (double, double, string)[] hog = [(0, 5, "run"), (5, 8, "ready"), (8, 23, "run"), (23, 26, "ready"), (26, 41, "run"), (41, 44, "ready"), (44, 50, "run")];
        (double, double, string)[] tick =
        [
            (0, 5, "ready"), (5, 8, "run"), (8, 20, "blocked"), (20, 23, "ready"), (23, 26, "run"), (26, 40, "blocked"), (40, 41, "ready"), (41, 44, "run"),
            (44, 50, "blocked"),
        ];
        Assert.That(Joined(Track(run, "w1/vm-1")), Is.EqualTo(hog));
        Assert.That(Joined(Track(run, "w2/vm-1")), Is.EqualTo(tick));
        Assert.That(run.Texts(Schemas.Timeline, "pcpu").Distinct(StringComparer.Ordinal), Is.EquivalentTo(new[] { "pCPU 0", "" }));
        Assert.That(run.Remarks, Has.None.EqualTo("SIM1113"));
    }

    [Test]
    public void A_window_shows_a_part_of_it()
    {
        TrialRun run = TrialRun.Of(Two, "record.timelineWindow={ from: 6 ms, length: 16 ms }");
        Assert.That(Joined(Track(run, "w1/vm-1")), Is.EqualTo(new[] { (6, 8, "ready"), (8.0, 22.0, "run") }));
        Assert.That(Joined(Track(run, "w2/vm-1")), Is.EqualTo(new[] { (6, 8, "run"), (8.0, 20.0, "blocked"), (20, 22, "ready") }));
    }

    [Test]
    public void Without_a_window_the_states_of_every_vcpu_add_up_to_the_table_of_vcpus()
    {
        TrialRun run = TrialRun.Of(Mixed, "record.timelineHost=h-2");
        string[] vms = run.Texts(Schemas.Vcpus, "vm");
        double[] indices = run.Column(Schemas.Vcpus, "vcpu");
        int shown = 0;
        for (int row = 0; row < vms.Length; row++)
        {
            (double From, double To, string State)[] track = Track(run, vms[row], (int)indices[row]);
            shown += track.Length > 0 ? 1 : 0;
            foreach (string state in TimelineStates.All.Where(_ => track.Length > 0))
            {
                double sum = track.Where(span => span.State == state).Sum(span => span.To - span.From) / 1e3;
                Assert.That(sum, Is.EqualTo(run.Column(Schemas.Vcpus, state + "_s")[row]).Within(1e-6), $"{vms[row]}/{indices[row]} {state}");
            }
        }

        Assert.That(shown, Is.EqualTo(6), "half of the VMs are on h-2");
        Assert.That(run.Outcome.Remarks.Single(remark => remark.Id == "SIM1113").Text, Is.EqualTo("The timeline is that of host h-2 alone; record.timelineHost names another."));
    }

    [TestCase(1_000_000, 200, 600)]
    [TestCase(500, 200, 600)]
    public void No_track_has_a_gap_or_an_overlap(int most, double from, double to)
    {
        TrialRun run = TrialRun.Of(Mixed, string.Create(CultureInfo.InvariantCulture, $"record.timelineEvents={most}"));
        string[] vms = [.. run.Texts(Schemas.Timeline, "vm").Distinct(StringComparer.Ordinal)];
        double[] ends = [.. vms.SelectMany(vm => new[] { Covered(Track(run, vm, 0), from), Covered(Track(run, vm, 1), from) })];
        Assert.That(ends, Has.Length.EqualTo(8));
        Assert.That(ends, Is.All.EqualTo(ends[0]).Within(1e-5));
        Assert.That(Math.Abs(ends[0] - to) < 1e-5, Is.EqualTo(most > 500));
        string note = run.Outcome.Remarks.Single(remark => remark.Id == "SIM1113").Text;
        Assert.That(note.Contains("instead of 600 ms, after 500 states and wake-ups", StringComparison.Ordinal), Is.EqualTo(most == 500));
        foreach (string pcpu in run.Texts(Schemas.Timeline, "pcpu").Distinct(StringComparer.Ordinal).Where(name => name.Length > 0))
        {
            Assert.That(pcpu, Does.Match(@"^pCPU \d \(socket 0 core \d\)$"));
            double last = 0;
            foreach ((double begin, double end, _) in Spans(run, (_, _, where) => where == pcpu).OrderBy(span => span.From))
            {
                Assert.That(begin, Is.GreaterThan(last - 1e-5));
                last = end;
            }
        }
    }

    [Test]
    public void Nothing_is_written_unless_asked_for_and_a_taker_of_ones_own_sees_the_same()
    {
        TrialRun without = TrialRun.Of(Mixed, options => options with { TraceFile = _ => throw new InvalidOperationException() }, "record.timeline=false");
        Assert.That(without.Outcome.Tables, Has.None.EqualTo(Schemas.Timeline));
        CountingTimeline counted = new();
        List<string> hosts = [];
        TrialRun run = TrialRun.Of(Mixed, options => options with { TraceFile = host => { hosts.Add(host); return counted; } });
        Assert.That((hosts.Single(), counted.Ends), Is.EqualTo(("h-1", 1)));
        Assert.That(counted.States, Is.EqualTo(run.Rows(Schemas.Timeline).Length));
        Assert.That(counted.Wakes, Is.Positive);
        Assert.That(run.Rows(Schemas.Summary), Is.EqualTo(without.Rows(Schemas.Summary)), "to be watched changes nothing");
    }

    [Test]
    public void The_command_leaves_a_trace_that_viewers_can_read()
    {
        string target = CommandLine.At("timeline");
        (int code, _, string error) = CommandLine.Sim("run", CommandLine.At(TrialRun.Text("timeline.yaml", Two)), "--out", target);
        Assert.That((code, error), Is.EqualTo((0, "")));
        using JsonDocument trace = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(target, "timeline.json")));
        JsonElement[] slices = [.. trace.RootElement.GetProperty("traceEvents").EnumerateArray().Where(e => e.GetProperty("ph").GetString() == "X")];
        Assert.That(slices.Count(slice => slice.GetProperty("name").GetString() == "w1/vm-1/0"), Is.GreaterThanOrEqualTo(4), "runs on the pCPU's track");
        Assert.That(File.ReadAllText(Path.Combine(target, "report.html")), Does.Contain("<section id=\"timeline\"").And.Contain("timeline.json"));
    }

    [TestCase("record.timelineHost=h-3", "record.timelineHost: 'h-3' is no host; did you mean 'h-1'?")]
    [TestCase("record.timelineHost=elsewhere", "record.timelineHost: 'elsewhere' is no host; the first is 'h-1'")]
    [TestCase("record.timelineWindow.from=1 s", "record.timelineWindow.from: 1 s given; must be before the end of the run, 600 ms")]
    [TestCase("record.timelineEvents=0", "record.timelineEvents: 0 given; must be 1..100000000")]
    public void What_cannot_be_shown_is_refused(string set, string fault) =>
        Assert.That(TrialRun.Faults(Mixed, set), Is.EqualTo(new[] { $"--set {set}: {fault}" }));

    // In ms, to the nanosecond.
    private static IEnumerable<(double From, double To, string State)> Spans(TrialRun run, Func<string, int, string, bool> wanted)
    {
        double[] at = run.Column(Schemas.Timeline, "time_s");
        double[] lasts = run.Column(Schemas.Timeline, "duration_us");
        string[] vms = run.Texts(Schemas.Timeline, "vm");
        double[] indices = run.Column(Schemas.Timeline, "vcpu");
        string[] states = run.Texts(Schemas.Timeline, "state");
        string[] pcpus = run.Texts(Schemas.Timeline, "pcpu");
        return Enumerable.Range(0, at.Length).Where(row => wanted(vms[row], (int)indices[row], pcpus[row]))
            .Select(row => (Math.Round(at[row] * 1e3, 6), Math.Round((at[row] * 1e3) + (lasts[row] / 1e3), 6), states[row]));
    }

    private static (double From, double To, string State)[] Track(TrialRun run, string vm, int index = 0) =>
        [.. Spans(run, (name, vcpu, _) => name == vm && vcpu == index)];

    // A quantum that begins anew may be a span of its own.
    private static (double From, double To, string State)[] Joined((double From, double To, string State)[] track)
    {
        List<(double From, double To, string State)> joined = [];
        foreach ((double From, double To, string State) span in track)
        {
            if (joined.Count > 0 && joined[^1].State == span.State)
            {
                joined[^1] = (joined[^1].From, span.To, span.State);
            }
            else
            {
                joined.Add(span);
            }
        }

        return [.. joined];
    }

    private static double Covered((double From, double To, string State)[] track, double from)
    {
        double last = from;
        foreach ((double begin, double end, _) in track)
        {
            Assert.That(begin, Is.EqualTo(last).Within(1e-5));
            last = end;
        }

        return last;
    }
}
