using System;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;

namespace MySchedulers;

[Plugin("shortest-run-first", "Who is expected to run shortest goes first: the mean of its runs so far, of which the last counts half.")]
public sealed class ShortestRunFirst : IVcpuScheduler
{
    private RankedQueue _queue = null!;
    private long[] _expected = []; // by vCPU: its next run, in ns

    public void Start(CpuHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        (_queue, _expected) = (new RankedQueue(host), new long[host.Vcpus]);
    }

    public void Wake(int vcpu) => _queue.Wake(vcpu, _expected[vcpu]);

    public Choice Pick(int pcpu, int previous, PickReason reason)
    {
        if (reason == PickReason.Blocked)
        {
            _expected[previous] = (_expected[previous] + _queue.Ran(previous)) / 2;
        }
        else if (previous >= 0)
        {
            _queue.Keep(previous, Math.Max(_expected[previous], _queue.Ran(previous)));
        }

        return _queue.Pick(pcpu, previous, reason, Duration.FromMilliseconds(10));
    }
}
