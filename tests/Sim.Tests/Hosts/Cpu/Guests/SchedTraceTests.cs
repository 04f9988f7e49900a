using System;
using System.Linq;
using NUnit.Framework;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Schedulers;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Hosts.Guests;
using Sim.Hosts.Guests.Behaviours;
using Sim.Kernel.Quantities;
using Sim.Kernel.Results;
using Sim.Traces;
using Sim.Traces.Scheduling;

namespace Sim.Tests.Hosts.Cpu.Guests;

[TestFixture]
public sealed class SchedTraceTests : BehaviourContract
{
    private static readonly SchedulingTask Worker = new()
    {
        Tid = 11,
        Comm = "worker",
        Cycles = [new TaskCycle(3_000_000, 5_000_000), new TaskCycle(1_000_000, 2_000_001)],
        Begin = Duration.FromMilliseconds(4),
        LastRun = new Duration(500_007),
    };

    private static readonly SchedulingTask Vcpu = new()
    {
        Tid = 12,
        Comm = "CPU 0/KVM",
        Cycles = [new TaskCycle(10_000_000, 1_000_000)],
        LastRun = Duration.FromMilliseconds(2),
    };

    private static readonly SchedulingTask Sleeper = new() { Tid = 13, Comm = "sleeper", Cycles = [] };

    protected override IBehaviour Make() => Of(new SchedTraceOptions());

    // Wake-up latencies are zero on an idle host, so what it runs and sleeps adds up to its cycles.
    [Test]
    public void On_an_idle_host_it_runs_and_sleeps_as_long_as_in_the_trace()
    {
        VcpuMeasures worker = Alone(new SchedTraceOptions { Task = "worker", Repeat = false }, Duration.FromSeconds(1), out GuestMeasures guest);
        Assert.That(worker.In(VcpuState.Running).Nanoseconds, Is.EqualTo(3_000_000 + 1_000_000 + 500_007));
        Assert.That(worker.In(VcpuState.Ready), Is.EqualTo(Duration.Zero));
        Assert.That(worker.Wakeups, Is.EqualTo(4), "the start, the first run, and the end of each sleep");
        Assert.That(guest.Responses.Count, Is.EqualTo(3));
        Assert.That(guest.Responses.Maximum.Nanoseconds, Is.EqualTo(3_000_000).Within(1).Percent);
    }

    // The first run from 4 ms, the second from 12, the last from 15.000001 to 15.500008.
    [TestCase(6.9, 2.9)]
    [TestCase(12, 3)]
    [TestCase(12.5, 3.5)]
    [TestCase(15, 4)]
    [TestCase(15.500008, 4.500007)]
    public void Each_run_is_at_its_time(double milliseconds, double ran)
    {
        VcpuMeasures worker = Alone(new SchedTraceOptions { Task = "11", Repeat = false }, new Duration((long)Math.Round(milliseconds * 1e6)), out _);
        Assert.That(worker.In(VcpuState.Running).Nanoseconds, Is.EqualTo((long)Math.Round(ran * 1e6)));
    }

    // Rounds begin every 20 ms: 50 in a second, and the last run of each is over before the next.
    [Test]
    public void It_begins_anew_when_the_span_is_over()
    {
        VcpuMeasures worker = Alone(new SchedTraceOptions { Task = "worker" }, Duration.FromSeconds(1), out _);
        Assert.That(worker.In(VcpuState.Running).Nanoseconds, Is.EqualTo(50 * 4_500_007));
    }

    // At 3 GHz in the trace and 1 GHz here every run takes three times as long, sleeps stay; 4 + 9 + 5 + 3 + 2.000001 + 1.500021.
    [Test]
    public void Runs_are_cycles_of_the_clock_of_the_trace()
    {
        SchedTraceOptions options = new() { Task = "worker", Repeat = false, Speed = Frequency.FromMegahertz(3000) };
        Assert.That(Alone(options, Duration.FromSeconds(1), out _).In(VcpuState.Running).Nanoseconds, Is.EqualTo(3 * 4_500_007));
        Assert.That(Alone(options, new Duration(24_500_021), out _).In(VcpuState.Running).Nanoseconds, Is.EqualTo((3 * 4_500_007) - 1).Within(1));
    }

    [Test]
    public void Tasks_are_threads_on_the_vcpus_in_turn()
    {
        CpuBench bench = new(new RoundRobin(new RoundRobinOptions()), 2);
        bench.Vm(new VcpuClaim { Vcpus = 2 }, guest => Of(new SchedTraceOptions { Repeat = false }).Build(guest, null));
        CpuHost host = bench.Run(Duration.FromSeconds(1));
        Assert.That(host.MeasuresOf(0).In(VcpuState.Running).Nanoseconds, Is.EqualTo(4_500_007));
        Assert.That(host.MeasuresOf(1).In(VcpuState.Running).Nanoseconds, Is.EqualTo(12_000_000));
    }

    // Beside another thread of the same vCPU a task is late, but nothing of it is lost.
    [Test]
    public void On_a_busy_host_it_is_late_and_runs_as_long()
    {
        CpuBench bench = new(new RoundRobin(new RoundRobinOptions()), 1);
        int vm = bench.Vm(new VcpuClaim(), guest => Of(new SchedTraceOptions { Task = "worker", Repeat = false }).Build(guest, null));
        bench.Hog();
        CpuHost host = bench.Run(Duration.FromSeconds(1));
        Assert.That(bench.Cores(vm), Is.EqualTo(0.004_500_007).Within(1e-9));
        Assert.That(host.MeasuresOf(0).In(VcpuState.Ready), Is.GreaterThan(Duration.FromMilliseconds(30)));
    }

    [Test]
    public void Unaligned_VMs_begin_at_different_times()
    {
        CpuBench bench = new(new RoundRobin(new RoundRobinOptions()), 2);
        SchedTrace behaviour = Of(new SchedTraceOptions { Task = "worker", Aligned = false });
        bench.Vm(new VcpuClaim(), guest => behaviour.Build(guest, null));
        bench.Vm(new VcpuClaim(), guest => behaviour.Build(guest, null));
        CpuHost host = bench.Run(new Duration(23_456_789));
        Assert.That(host.MeasuresOf(0).In(VcpuState.Running), Is.Not.EqualTo(host.MeasuresOf(1).In(VcpuState.Running)));
    }

    [TestCase("all", null)]
    [TestCase("CPU */KVM", null)]
    [TestCase("12", null)]
    [TestCase("work?r", null)]
    [TestCase("sleeper", "'sleeper' given; the trace shows no whole run of such a task")]
    [TestCase("werker", "'werker' given; the trace has no such task; did you mean 'worker'?")]
    [TestCase("postgres-writer", "'postgres-writer' given; the trace has no such task; sim trace info shows its tasks")]
    public void A_task_that_is_not_there_is_told(string task, string? fault) =>
        Assert.That(new SchedTrace(new SchedTraceOptions { Task = task }).Take(Trace(Worker, Vcpu, Sleeper)), Is.EqualTo(fault));

    // Every task of a real trace by itself: 8,059 tasks on 8 CPUs in 0.43 s.
    [Test]
    public void A_real_trace_is_replayed_task_by_task([Values("sched/many-threads_sched.csv.gz", "sched/vm1_scp_src_sched.csv", "sched/perf-taskset2_sched.csv")] string file)
    {
        SchedulingTrace trace = SchedulingTraceReader.Read(Repository.Shared("traces/" + file));
        SchedulingTask[] tasks = [.. trace.Tasks.Where(task => task.Cycles.Count > 0 || task.LastRun > Duration.Zero)];
        LastLeft observer = new(tasks.Length);
        CpuBench bench = new(new RoundRobin(new RoundRobinOptions()), tasks.Length) { Observer = observer };
        foreach (SchedulingTask task in tasks)
        {
            bench.Vm(new VcpuClaim(), guest => Of(new SchedTraceOptions { Repeat = false }, trace with { Tasks = [task] }).Build(guest, null));
        }

        CpuHost host = bench.Run(trace.Span + Duration.FromSeconds(60));
        for (int i = 0; i < tasks.Length; i++)
        {
            long run = tasks[i].Cycles.Sum(cycle => cycle.RunNs) + tasks[i].LastRun.Nanoseconds;
            Assert.That(host.MeasuresOf(i).In(VcpuState.Running).Nanoseconds, Is.EqualTo(run), tasks[i].Comm);
            Assert.That(observer.Times[i].Nanoseconds, Is.EqualTo(tasks[i].Begin.Nanoseconds + run + tasks[i].Cycles.Sum(cycle => cycle.SleepNs)), "it slept as long");
            Assert.That(host.MeasuresOf(i).In(VcpuState.Ready), Is.EqualTo(Duration.Zero));
            Assert.That(host.GuestOf(i).Responses.Count, Is.EqualTo(tasks[i].Cycles.Count(cycle => cycle.RunNs > 0) + (tasks[i].LastRun > Duration.Zero ? 1 : 0)));
        }
    }

    private static VcpuMeasures Alone(SchedTraceOptions options, Duration time, out GuestMeasures guest)
    {
        CpuBench bench = new(new RoundRobin(new RoundRobinOptions()), 1);
        bench.Vm(new VcpuClaim(), system => Of(options).Build(system, null));
        CpuHost host = bench.Run(time);
        guest = host.GuestOf(0);
        return host.MeasuresOf(0);
    }

    private static SchedTrace Of(SchedTraceOptions options, SchedulingTrace? trace = null)
    {
        SchedTrace behaviour = new(options);
        Assert.That(behaviour.Take(trace ?? Trace(Worker, Vcpu)), Is.Null);
        return behaviour;
    }

    private static SchedulingTrace Trace(params SchedulingTask[] tasks) => new()
    {
        OriginNs = 0,
        Span = Duration.FromMilliseconds(20),
        Cpus = [],
        Tasks = tasks,
        Switches = 0,
        Wakeups = 0,
        Wakings = 0,
        ChainBreaks = 0,
        LostEvents = 0,
        OtherEvents = 0,
        BusyShare = 0,
        Report = new ReadReport { Format = "made-up", Files = 0, Rows = 0, Skipped = 0, FirstFaults = [] },
        Input = new InputFile("made-up", 0, ""),
    };

    /// <summary>When each vCPU last left a pCPU.</summary>
    private sealed class LastLeft(int vcpus) : ICpuObserver
    {
        public SimTime[] Times { get; } = new SimTime[vcpus];

        public void Left(int vcpu, VcpuState state, int pcpu, SimTime from, SimTime to) =>
            Times[vcpu] = state == VcpuState.Running ? to : Times[vcpu];

        public void Woke(int waker, int vcpu, SimTime at)
        {
        }
    }
}
