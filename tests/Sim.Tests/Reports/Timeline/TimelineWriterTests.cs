using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using NUnit.Framework;
using Sim.Kernel.Quantities;
using Sim.Kernel.Results;
using Sim.Reports.Timeline;

namespace Sim.Tests.Reports.Timeline;

internal sealed class TimelineWriterTests
{
    [Test]
    public void A_small_timeline_is_as_the_golden_one()
    {
        using MemoryStream stream = new();
        TimelineWriter writer = new(stream, "r\"1");
        writer.DefinePcpu(0, "socket 0 core 0");
        writer.DefinePcpu(1, "socket 0 core 1");
        writer.DefineVcpu(0, "web <1>", 0);
        writer.DefineVcpu(1, "web <1>", 1);
        writer.DefineVcpu(2, "db", 0);
        writer.Wake(-1, 0, new SimTime(1_000));
        writer.State(0, TimelineState.Blocked, -1, SimTime.Zero, new SimTime(1_000));
        writer.State(0, TimelineState.Ready, -1, new SimTime(1_000), new SimTime(1_250));
        writer.Wake(0, 2, new SimTime(5_000));
        writer.State(2, TimelineState.Blocked, -1, SimTime.Zero, new SimTime(5_000));
        writer.State(2, TimelineState.Ready, -1, new SimTime(5_000), new SimTime(7_001));
        writer.State(0, TimelineState.Run, 0, new SimTime(1_250), new SimTime(6_000));
        writer.State(0, TimelineState.Capped, -1, new SimTime(6_000), new SimTime(9_000));
        writer.State(2, TimelineState.Run, 0, new SimTime(7_001), new SimTime(9_000));
        writer.State(1, TimelineState.CoStop, -1, SimTime.Zero, new SimTime(9_000));
        writer.End();
        string text = Encoding.UTF8.GetString(stream.ToArray());
        using JsonDocument parsed = JsonDocument.Parse(text);
        GoldenFile.Matches("timeline.json", text, "Reports");
    }

    // Trace Event Format: X events of a thread nest or follow each other; s and f bind to the slice around them ("bp":"e").
    [Test]
    public void Slices_of_a_thread_never_overlap_and_arrows_begin_and_end_in_runs([Range(1, 10)] int seed)
    {
        (JsonElement[] events, SimTime end, CountingTimeline counted) = Play(seed);
        ILookup<(int, int), (long From, long To, string Name)> slices = events.Where(e => IsPhase(e, "X"))
            .ToLookup(Thread, e => (Ns(e, "ts"), Ns(e, "ts") + Ns(e, "dur"), e.GetProperty("name").GetString()!));
        foreach (IGrouping<(int, int), (long From, long To, string Name)> thread in slices)
        {
            long last = 0;
            foreach ((long from, long to, _) in thread.OrderBy(slice => slice.From))
            {
                Assert.That(from, Is.GreaterThanOrEqualTo(last));
                Assert.That(to, Is.GreaterThan(from).And.LessThanOrEqualTo(end.Nanoseconds));
                last = to;
            }
        }

        JsonElement[] begins = [.. events.Where(e => IsPhase(e, "s"))];
        JsonElement[] ends = [.. events.Where(e => IsPhase(e, "f"))];
        Assert.That(begins.Select(Id), Is.Unique.And.EquivalentTo(ends.Select(Id)));
        Assert.That(begins, Has.Length.GreaterThan(10));
        foreach (JsonElement arrow in begins.Concat(ends))
        {
            long at = Ns(arrow, "ts");
            Assert.That(slices[Thread(arrow)].Any(slice => slice.From <= at && at < slice.To && slice.Name is "run"), arrow.ToString());
        }

        Assert.That(begins.Length + events.Count(e => IsPhase(e, "i")), Is.LessThanOrEqualTo(counted.Wakes));
    }

    [Test]
    public void Every_thread_of_an_event_has_a_name_and_a_process_with_one()
    {
        (JsonElement[] events, _, _) = Play(4);
        (int, int)[] threads = [.. Named(events, "thread_name")];
        int[] processes = [.. Named(events, "process_name").Select(pair => pair.Item1)];
        Assert.That(threads, Has.Length.EqualTo(2 + 6));
        Assert.That(threads.Select(thread => thread.Item2), Is.Unique, "Perfetto knows threads by their number alone");
        Assert.That(processes, Has.Length.EqualTo(1 + 3));
        Assert.That(events.Where(e => !IsPhase(e, "M")).Select(Thread).Distinct(), Is.SubsetOf(threads));
    }

    [Test]
    public void A_state_allocates_nothing()
    {
        using TimelineWriter writer = new(Stream.Null, "h");
        writer.DefinePcpu(0, "p");
        writer.DefineVcpu(0, "vm", 0);
        const int states = 100_000;
        Tell(writer, states);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Tell(writer, states);

        // Code that the runtime has not optimised yet may box a few.
        Assert.That((GC.GetAllocatedBytesForCurrentThread() - before) / (2.0 * states), Is.LessThan(0.05));
    }

    private static void Tell(TimelineWriter writer, int states)
    {
        for (int i = 0; i < states; i++)
        {
            SimTime at = new(i * 1_000L);
            writer.State(0, TimelineState.Run, 0, at, at + new Duration(700));
            writer.State(0, TimelineState.Ready, -1, at + new Duration(700), at + new Duration(1_000));
        }
    }

    private static (JsonElement[] Events, SimTime End, CountingTimeline Counted) Play(int seed)
    {
        using MemoryStream stream = new();
        SimTime end = ScriptedHost.Play(new TimelineWriter(stream, "h"), seed);
        CountingTimeline counted = new();
        ScriptedHost.Play(counted, seed);
        JsonElement root = JsonDocument.Parse(stream.ToArray()).RootElement;
        return ([.. root.GetProperty("traceEvents").EnumerateArray()], end, counted);
    }

    private static IEnumerable<(int Process, int Thread)> Named(JsonElement[] events, string what) =>
        events.Where(e => string.Equals(e.GetProperty("name").GetString(), what, StringComparison.Ordinal)).Select(Thread);

    private static bool IsPhase(JsonElement e, string phase) => string.Equals(e.GetProperty("ph").GetString(), phase, StringComparison.Ordinal);

    private static long Id(JsonElement e) => e.GetProperty("id").GetInt64();

    private static long Ns(JsonElement e, string key) => (long)(e.GetProperty(key).GetDecimal() * 1000);

    private static (int Process, int Thread) Thread(JsonElement e) => (e.GetProperty("pid").GetInt32(), e.GetProperty("tid").GetInt32());
}
