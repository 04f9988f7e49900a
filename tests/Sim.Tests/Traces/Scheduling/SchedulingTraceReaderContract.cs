using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using NUnit.Framework;
using Sim.Kernel;
using Sim.Kernel.Plugins;
using Sim.Traces.Scheduling;

namespace Sim.Tests.Traces.Scheduling;

/// <summary>What every reader of scheduling traces promises.</summary>
internal abstract class SchedulingTraceReaderContract
{
    /// <summary>The format's name.</summary>
    protected abstract string Format { get; }

    protected TraceFolder Folder { get; private set; } = null!;

    [SetUp]
    public void MakeFolder() => Folder = new TraceFolder();

    [TearDown]
    public void RemoveFolder() => Folder.Dispose();

    [Test]
    public void Is_listed_with_a_summary_and_a_source()
    {
        Plugin plugin = new PluginRegistry([typeof(SchedulingTraceReader).Assembly]).Find(SchedulingTraceReader.Kind, Format)!;
        Assert.That(plugin.Summary, Is.Not.Empty);
        Assert.That(plugin.Source, Is.Not.Empty);
    }

    [Test]
    public void A_made_up_schedule_is_read_back_with_the_cycles_that_it_was_made_of([Range(1, 20)] int seed)
    {
        ScriptedSchedule schedule = new(seed, cpus: 1 + (seed % 4), events: 50 * seed);
        foreach (string text in Texts(schedule))
        {
            string path = Folder.Write("trace.txt", text);
            Assert.That(SchedulingTraceReader.Detect(path), Is.EqualTo(Format));
            SchedulingTrace trace = Read(path);
            Assert.That(trace.Tasks.Select(task => task.Tid).Order(), Is.EqualTo(schedule.Tasks.Select(task => task.Tid)));
            foreach ((int tid, string comm, TaskCycle[] cycles) in schedule.Tasks)
            {
                SchedulingTask task = trace.Tasks.Single(candidate => candidate.Tid == tid);
                Assert.That(task.Cycles, Is.EqualTo(cycles), comm);
                Assert.That(task.Comm, Is.EqualTo(comm));
                Assert.That(task.Nice, Is.Zero.Or.Null, "csv has no priorities of tasks that are woken and never run");
                Assert.That(task.UnseenWakeups, Is.Zero);
            }

            AssertCounts(trace, schedule);
        }
    }

    [Test]
    public void Packed_with_gzip_it_reads_the_same()
    {
        string text = Texts(new ScriptedSchedule(7, 2, 300)).First();
        SchedulingTrace plain = Read(Folder.Write("a.txt", text));
        SchedulingTrace packed = Read(Folder.Write("a.txt.gz", text));
        Assert.That(Cycles(packed), Is.EqualTo(Cycles(plain)));
    }

    [Test]
    public void Windows_line_ends_blank_lines_and_a_missing_last_line_end_are_fine()
    {
        string text = Texts(new ScriptedSchedule(8, 2, 100)).First();
        string odd = text.TrimEnd('\n').Replace("\n", "\r\n\r\n", StringComparison.Ordinal);
        Assert.That(Cycles(Read(Folder.Write("odd.txt", odd))), Is.EqualTo(Cycles(Read(Folder.Write("plain.txt", text)))));
    }

    [Test]
    public void Neighbours_in_the_wrong_order_are_put_right()
    {
        List<string> lines = [.. Texts(new ScriptedSchedule(9, 2, 100)).First().TrimEnd('\n').Split('\n')];
        string sorted = string.Join('\n', lines);
        lines.Reverse(lines.Count - 20, 20);
        Assert.That(
            Cycles(Read(Folder.Write("swapped.txt", string.Join('\n', lines)))), Is.EqualTo(Cycles(Read(Folder.Write("sorted.txt", sorted)))));
    }

    [Test]
    public void A_bad_row_is_a_fault_with_file_line_and_column_and_is_left_out_when_lenient()
    {
        List<string> lines = [.. Texts(new ScriptedSchedule(3, 2, 100)).First().TrimEnd('\n').Split('\n')];
        string sound = string.Join('\n', lines);
        lines.Insert(40, BadLine);
        string path = Folder.Write("bad.txt", string.Join('\n', lines));
        InputException fault = Assert.Throws<InputException>(() => Read(path))!;
        Assert.That(fault.Errors, Has.Count.EqualTo(1));
        Assert.That((fault.Errors[0].File, fault.Errors[0].Line), Is.EqualTo((path, 41L)));
        Assert.That(fault.Errors[0].Column, Is.EqualTo(BadColumn));
        Assert.That(fault.Errors[0].Message, Does.Match("^found .+; expected .+"));
        SchedulingTrace lenient = SchedulingTraceReader.Read(path, new SchedulingTraceOptions { Format = Format, Lenient = true });
        Assert.That(lenient.Report.Skipped, Is.EqualTo(1));
        Assert.That(Cycles(lenient), Is.EqualTo(Cycles(Read(Folder.Write("sound.txt", sound)))));
    }

    [Test]
    public void Nonsense_an_empty_file_and_a_damaged_gzip_are_faults()
    {
        Assert.That(Assert.Throws<InputException>(() => Read(Folder.Write("none.txt", "")))!.Message, Does.Contain("found no sched_switch event"));
        Assert.That(Assert.Throws<InputException>(() => Read(Folder.Write("words.txt", "these are\nno events\n")))!.Errors[0].Line, Is.EqualTo(1));
        string packed = Folder.Write("damaged.txt.gz", Texts(new ScriptedSchedule(5, 2, 3000)).First());
        byte[] bytes = File.ReadAllBytes(packed);
        bytes.AsSpan(1000, 100).Fill(0xff);
        File.WriteAllBytes(packed, bytes);
        Assert.That(Assert.Throws<InputException>(() => Read(packed))!.Message, Does.Contain("damaged"));
    }

    [Test]
    public void Progress_rises_and_reading_can_be_cancelled()
    {
        string path = Folder.Write("trace.txt", Texts(new ScriptedSchedule(4, 2, 100)).First());
        List<long> seen = [];
        SchedulingTraceReader.Read(path, new SchedulingTraceOptions { Progress = seen.Add });
        Assert.That(seen, Is.Not.Empty.And.Ordered);
        SchedulingTraceOptions cancelled = new() { Cancellation = new CancellationToken(canceled: true) };
        Assert.Throws<OperationCanceledException>(() => SchedulingTraceReader.Read(path, cancelled));
    }

    /// <summary>A line that is no event of this format.</summary>
    protected abstract string BadLine { get; }

    /// <summary>The column to which its fault points.</summary>
    protected abstract int BadColumn { get; }

    /// <summary>A schedule in every rendering that the format has.</summary>
    protected abstract IEnumerable<string> Texts(ScriptedSchedule schedule);

    protected SchedulingTrace Read(string path) => SchedulingTraceReader.Read(path, new SchedulingTraceOptions { Format = Format });

    private static IEnumerable<(int Tid, TaskCycle Cycle)> Cycles(SchedulingTrace trace) =>
        trace.Tasks.SelectMany(task => task.Cycles.Select(cycle => (task.Tid, cycle)));

    private static void AssertCounts(SchedulingTrace trace, ScriptedSchedule schedule)
    {
        Assert.That(trace.Switches, Is.EqualTo(schedule.Switches));
        Assert.That(trace.Wakeups, Is.EqualTo(schedule.Wakeups));
        Assert.That(trace.ChainBreaks, Is.Zero);

        // All CPU time is some task's.
        long running = trace.Tasks.Sum(task => task.Running.Nanoseconds);
        Assert.That(running, Is.EqualTo(trace.Cpus.Sum(cpu => cpu.Busy.Nanoseconds)));
        Assert.That(trace.BusyShare * trace.Cpus.Count * trace.Span.Nanoseconds, Is.EqualTo((double)running).Within(1e-6 * running));
    }
}
