using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;
using Sim.Traces.Scheduling;

namespace Sim.Tests.Traces.Scheduling;

internal sealed class FtraceReaderTests : SchedulingTraceReaderContract
{
    protected override string Format => "ftrace";

    protected override string BadLine => "a-1 [000] d..2 5000.1: sched_wakeup: comm=a pid=x prio=1";

    protected override int BadColumn => 38;

    [Test]
    public void Events_that_the_recorder_lost_are_counted()
    {
        const string Text = """
            # tracer: nop
            CPU:2 [LOST 123 EVENTS]
            ##### CPU 2 buffer started ####
                      <idle>-0       (-----) [002] d..3   12.000001: sched_switch: prev_comm=swapper/2 prev_pid=0 prev_prio=120 prev_state=R ==> next_comm=a next_pid=7 next_prio=120
            CPU:2 [EVENTS DROPPED]
            """;
        SchedulingTrace trace = Read(Folder.Write("lost.txt", Text));
        Assert.That((trace.LostEvents, trace.Switches), Is.EqualTo((124, 1)));
    }

    [Test]
    public void An_attempt_to_wake_a_task_that_is_awake_does_not_count()
    {
        const string Text = """
            a-7 [000] 1.0: sched_switch: a:7 [120] S ==> b:8 [120]
            b-8 [000] 1.5: sched_wakeup: a:7 [120] success=0 CPU:000
            b-8 [000] 2.0: sched_switch: b:8 [120] R ==> a:7 [120]
            """;
        SchedulingTrace trace = Read(Folder.Write("old.txt", Text));
        Assert.That((trace.Wakeups, trace.OtherEvents), Is.EqualTo((0, 1)));
    }

    // Expected: design/traces.md 2.5; grep -c sched_switch raw_trace.report.txt.
    [Test]
    public void The_trace_of_trappy_has_755_switches()
    {
        SchedulingTrace trace = SchedulingTraceReader.Read(Repository.Shared("traces/sched/trappy/raw_trace.report.txt"));
        Assert.That(trace.Report.Format, Is.EqualTo(Format));
        Assert.That((trace.Switches, trace.ChainBreaks), Is.EqualTo((755, 0)));
        Assert.That(trace.Cpus.Select(cpu => cpu.Id), Is.EqualTo(new[] { 0, 1, 2, 5 }));
    }

    protected override IEnumerable<string> Texts(ScriptedSchedule schedule) => [schedule.Ftrace(), schedule.TraceCmd()];
}
