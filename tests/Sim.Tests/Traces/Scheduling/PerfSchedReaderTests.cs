using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;
using Sim.Kernel.Quantities;
using Sim.Traces.Scheduling;

namespace Sim.Tests.Traces.Scheduling;

internal sealed class PerfSchedReaderTests : SchedulingTraceReaderContract
{
    // perf script -g: other events, a period before the event, call chains, nanoseconds; a vCPU that is preempted once.
    private const string Host = """
        # captured on: nowhere
        CPU 0/KVM  4242 [001]   100.000000000:          1 sched:sched_switch: prev_comm=swapper/1 prev_pid=0 prev_prio=120 prev_state=R ==> next_comm=qemu-system next_pid=4240 next_prio=120
                ffffffff8a0 __schedule+0x2c0 ([kernel.kallsyms])

        qemu-system  4240 [001]   100.000010000: sched:sched_waking: comm=CPU 0/KVM pid=4242 prio=110 target_cpu=001
        qemu-system  4240 [001]   100.000011000: sched:sched_wakeup: comm=CPU 0/KVM pid=4242 prio=110 target_cpu=001
        qemu-system  4240 [001]   100.000020000: sched:sched_switch: qemu-system:4240 [120] S ==> CPU 0/KVM:4242 [110]
        CPU 0/KVM  4242 [001]   100.000025000: kvm:kvm_entry: vcpu 0, rip 0x1
        CPU 0/KVM  4242 [001]   100.000120000: sched:sched_switch: prev_comm=CPU 0/KVM prev_pid=4242 prev_prio=110 prev_state=R+ ==> next_comm=migration/1 next_pid=18 next_prio=0
        migration/1    18 [001]   100.000125000: sched:sched_switch: prev_comm=migration/1 prev_pid=18 prev_prio=0 prev_state=S ==> next_comm=CPU 0/KVM next_pid=4242 next_prio=110
        CPU 0/KVM  4242 [001]   100.000225000: sched:sched_switch: prev_comm=CPU 0/KVM prev_pid=4242 prev_prio=110 prev_state=S ==> next_comm=swapper/1 next_pid=0 next_prio=120
        swapper/1     0 [001]   100.000325000: sched:sched_waking: comm=CPU 0/KVM pid=4242 prio=110 target_cpu=001
        swapper/1     0 [001]   100.000330000: sched:sched_switch: prev_comm=swapper/1 prev_pid=0 prev_prio=120 prev_state=R ==> next_comm=CPU 0/KVM next_pid=4242 next_prio=110
        CPU 0/KVM  4242 [001]   100.000350000: sched:sched_switch: prev_comm=CPU 0/KVM prev_pid=4242 prev_prio=110 prev_state=S ==> next_comm=swapper/1 next_pid=0 next_prio=120
        """;

    protected override string Format => "perf-sched";

    protected override string BadLine => "a 1 [000] 5000.1: sched:sched_switch: prev_comm=a prev_pid=1 prev_prio=120 prev_state=S ==> next_comm=b";

    protected override int BadColumn => 39;

    [Test]
    public void Pieces_parted_by_preemption_are_one_run_and_sleep_ends_where_waking_began()
    {
        SchedulingTrace trace = Read(Folder.Write("host.txt", Host));
        SchedulingTask vcpu = trace.Tasks.Single(task => task.Tid == 4242);
        Assert.That(vcpu.Cycles, Is.EqualTo(new[] { new TaskCycle(200_000, 100_000) }));
        Assert.That(vcpu.LastRun, Is.EqualTo(new Duration(20_000)));
        Assert.That(vcpu.Running, Is.EqualTo(new Duration(220_000)));
        Assert.That(vcpu.Ready, Is.EqualTo(new Duration(9_000 + 5_000 + 5_000)));
        Assert.That((vcpu.Nice, vcpu.KvmVcpu), Is.EqualTo((-10, 0)));
        Assert.That((trace.OtherEvents, trace.Wakeups, trace.Wakings, trace.ChainBreaks), Is.EqualTo((1, 1, 2, 0)));
        Assert.That(trace.Tasks.Single(task => task.Tid == 18).Nice, Is.Null);
        Assert.That(trace.OriginNs, Is.EqualTo(100_000_000_000));
    }

    [Test]
    public void The_summary_says_that_the_trace_is_of_a_KVM_host()
    {
        string text = SchedulingSummaryText.Render(SchedulingSummary.Of(Read(Folder.Write("host.txt", Host))));
        Assert.That(text, Does.Contain("1 vCPU threads: this is the host of KVM guests"));
        Assert.That(text, Does.Contain("    4242  CPU 0/KVM          -10        0.220        0.019        1"));
    }

    [Test]
    public void A_gap_in_the_trace_breaks_the_chain_and_the_run_that_it_cuts_is_left_out()
    {
        string[] lines = Host.Split('\n');
        SchedulingTrace trace = Read(Folder.Write("gap.txt", string.Join('\n', lines.Where((_, i) => i is not 9))));
        Assert.That(trace.ChainBreaks, Is.EqualTo(1));
        Assert.That(trace.Tasks.Single(task => task.Tid == 4242).Cycles, Is.Empty);
    }

    protected override IEnumerable<string> Texts(ScriptedSchedule schedule) => [schedule.Perf()];
}
