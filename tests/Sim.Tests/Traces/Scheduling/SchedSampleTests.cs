using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using NUnit.Framework;
using Sim.Kernel.Random;
using Sim.Traces.Scheduling;

namespace Sim.Tests.Traces.Scheduling;

/// <summary>The made-up schedule in <c>traces/sched-like.txt</c>: the threads of a VM of two vCPUs. SIM_UPDATE_SAMPLES=1 makes it anew.</summary>
internal sealed class SchedSampleTests
{
    private const long Span = 500_000; // us

    // Each has a CPU of its own, runs and sleeps for exponential times of these means.
    private static readonly (int Tid, string Comm, double RunUs, double SleepUs)[] Tasks =
    [
        (2101, "CPU 0/KVM", 3000, 9000),
        (2102, "CPU 1/KVM", 2000, 14000),
        (2100, "qemu-kvm", 150, 10000),
        (2105, "vhost-2100", 80, 6000),
    ];

    private static string Sample => Path.Combine(Repository.Folder, "traces", "sched-like.txt");

    [OneTimeSetUp]
    public void UpdateWhenAsked()
    {
        if (Environment.GetEnvironmentVariable("SIM_UPDATE_SAMPLES") is "1")
        {
            File.WriteAllText(Sample, Text());
        }
    }

    [Test]
    public void The_sample_is_what_is_made_here() => Assert.That(File.ReadAllText(Sample), Is.EqualTo(Text()));

    [Test]
    public void It_is_read_as_a_perf_trace_with_its_vcpu_threads()
    {
        SchedulingTrace trace = SchedulingTraceReader.Read(Sample);
        Assert.That(trace.Report.Format, Is.EqualTo("perf-sched"));
        Assert.That(trace.Tasks.Where(task => task.KvmVcpu is not null).Select(task => task.KvmVcpu), Is.EquivalentTo((int?[])[0, 1]));
        Assert.That(trace.Tasks.Sum(task => task.Cycles.Count), Is.GreaterThan(100));
        Assert.That(trace.ChainBreaks, Is.Zero);
    }

    private static string Text()
    {
        RandomStreams streams = new(4);
        List<(long Time, string Line)> lines = [];
        for (int cpu = 0; cpu < Tasks.Length; cpu++)
        {
            (int tid, string comm, double run, double sleep) = Tasks[cpu];
            RandomStream draw = streams[comm];
            long at = Microseconds(draw, sleep);
            while (at < Span)
            {
                lines.Add((at, Line("swapper", 0, cpu, at, $"sched:sched_wakeup: comm={comm} pid={tid} prio=120 target_cpu={cpu:000}")));
                lines.Add((at, Line("swapper", 0, cpu, at, $"sched:sched_switch: prev_comm=swapper/{cpu} prev_pid=0 prev_prio=120 prev_state=R ==> next_comm={comm} next_pid={tid} next_prio=120")));
                at += Microseconds(draw, run);
                lines.Add((at, Line(comm, tid, cpu, at, $"sched:sched_switch: prev_comm={comm} prev_pid={tid} prev_prio=120 prev_state=S ==> next_comm=swapper/{cpu} next_pid=0 next_prio=120")));
                at += Microseconds(draw, sleep);
            }
        }

        return string.Concat(lines.OrderBy(line => line.Time).Select(line => line.Line + "\n"));
    }

    private static long Microseconds(RandomStream draw, double mean) => 1 + (long)draw.NextExponential(mean);

    private static string Line(string comm, int tid, int cpu, long us, FormattableString happened) => string.Create(
        CultureInfo.InvariantCulture, $"{comm,16} {tid,6} [{cpu:000}] {1000 + (us / 1_000_000)}.{us % 1_000_000:000000}: {happened.ToString(CultureInfo.InvariantCulture)}");
}
