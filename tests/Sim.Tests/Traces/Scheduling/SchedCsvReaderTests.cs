using System;
using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;
using Sim.Traces.Scheduling;

namespace Sim.Tests.Traces.Scheduling;

internal sealed class SchedCsvReaderTests : SchedulingTraceReaderContract
{
    private const string Header = "t_ns,cpu,event,prev_comm,prev_tid,prev_prio,prev_state,next_comm,next_tid,next_prio,comm,tid,target_cpu\n";

    protected override string Format => "sched-csv";

    protected override string BadLine => "5000000000000,x,sched_switch,a,1,120,0,b,2,120,,,";

    protected override int BadColumn => 15;

    // Expected: design/traces.md 2.5, worked out there from the events. Its threads include the idle one, number 0, which is no task here.
    [TestCase("many-threads_sched.csv.gz", 28_325, 6_743, 6_743, 8, 0.432611, 0.5415, 8_059)]
    [TestCase("vm1_scp_src_sched.csv", 594, 471 + 10, 0, 1, 23.004867, 0.0036, 31)]
    [TestCase("vm3_scp_dest_sched.csv", 947, 666 + 21, 0, 1, 17.421753, 0.0047, 46)]
    [TestCase("perf-taskset2_sched.csv", 562, 346, 0, 3, 0.058308, 0.1541, 9)]
    public void Real_traces_have_the_known_figures(
        string file, int switches, int wakeups, int wakings, int cpus, double spanSeconds, double busy, int threads)
    {
        SchedulingTrace trace = SchedulingTraceReader.Read(Repository.Shared("traces/sched/" + file));
        Assert.That((trace.Switches, trace.Wakeups, trace.Wakings), Is.EqualTo((switches, wakeups, wakings)));
        Assert.That(trace.ChainBreaks, Is.Zero);
        Assert.That(trace.Cpus, Has.Count.EqualTo(cpus));
        Assert.That(trace.Span.Seconds, Is.EqualTo(spanSeconds).Within(0.5e-6));
        Assert.That(trace.BusyShare, Is.EqualTo(busy).Within(0.5e-4));
        Assert.That(trace.Tasks, Has.Count.EqualTo(threads - 1));

        // vm1's sched_switch gives LTTng's priorities, 100 less than the kernel's.
        Assert.That(trace.Tasks.Where(task => task.Comm is "lttng-consumerd" or "sshd").Select(task => task.Nice), Has.All.Zero);
    }

    [TestCase("0", LeavingState.Preempted)]
    [TestCase("1", LeavingState.Blocked)]
    [TestCase("130", LeavingState.Blocked)]
    [TestCase("64", LeavingState.Exited)]
    [TestCase("32", LeavingState.Exited)]
    [TestCase("256", LeavingState.Preempted)]
    [TestCase("1024", LeavingState.Preempted)]
    [TestCase("1026", LeavingState.Blocked)]
    [TestCase("2048", LeavingState.Preempted)]
    [TestCase("4097", LeavingState.Preempted)]
    [TestCase("0x100", LeavingState.Preempted)]
    [TestCase("R+", LeavingState.Preempted)]
    [TestCase("D|K", LeavingState.Blocked)]
    [TestCase("I", LeavingState.Blocked)]
    [TestCase("X", LeavingState.Exited)]
    public void The_state_of_the_task_that_leaves_is_understood(string state, LeavingState expected)
    {
        string text = Header + $"0,0,sched_wakeup,,,,,,,,a,7,0\n10,0,sched_switch,s,0,120,0,a,7,120,,,\n30,0,sched_switch,a,7,120,{state},s,0,120,,,\n"
            + "70,0,sched_wakeup,,,,,,,,a,7,0\n";
        SchedulingTask task = Read(Folder.Write("t.csv", text)).Tasks.Single();
        Assert.That(task.Exited, Is.False, "woken at the end");
        TaskCycle[] cycles = [.. task.Cycles];
        Assert.That(cycles, Is.EqualTo(expected == LeavingState.Blocked ? [new TaskCycle(20, 40)] : Array.Empty<TaskCycle>()));
        Assert.That(task.LastRun.Nanoseconds, Is.EqualTo(expected == LeavingState.Preempted ? 20 : 0));
    }

    [TestCase("0,0,sched_switch,a,1,120,?,b,2,120,,,", "2:26: found '?'; expected a state of the kernel as number or letters: 0, 1, R+, S")]
    [TestCase("-1,0,sched_switch,a,1,120,0,b,2,120,,,", "2:1: found '-1'; expected a whole number of 0 or more")]
    [TestCase("0,0,sched_switch,a,1,120,0,b,,120,,,", "2:30: found an empty cell; expected a whole number of 0 or more")]
    [TestCase("0,0,sched_switch,a,1,high,0,b,2,120,,,", "2:22: found 'high'; expected a whole number, or nothing")]
    [TestCase("0,70000,sched_wakeup,,,,,,,,a,7,0", "2:1: found CPU 70000; expected 0 to 65535")]
    [TestCase("0,0,sched_wakeup", "2:1: found 3 columns; expected 13 columns (is the line cut off?)")]
    public void Faults_say_what_was_found_and_expected(string row, string expected)
    {
        string path = Folder.Write("t.csv", Header + row + "\n");
        string[] faults = [.. Assert.Throws<Sim.Kernel.InputException>(() => Read(path))!.Errors.Select(fault => fault.ToString())];
        Assert.That(faults, Is.EqualTo(new[] { $"{path}:{expected}" }));
    }

    protected override IEnumerable<string> Texts(ScriptedSchedule schedule) => [schedule.Csv(0), schedule.Csv(100)];
}
