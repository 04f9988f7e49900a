using System;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Hosts.Guests;
using Sim.Kernel.Quantities;

namespace Sim.Hosts.Cpu.Machine;

/// <content>Pause-loop exits, halt polling and page faults.</content>
public sealed partial class CpuHost
{
    /// <summary>From now on the vCPUs of a VM wait for pages so often; that the present ones reckon with it takes a call of the policy at most.</summary>
    public void SetPageFaults(int vm, PageFaultRate rate)
    {
        int first = _firstVcpu[vm];
        for (int vcpu = first; vcpu < _firstVcpu[vm + 1]; vcpu++)
        {
            if (_vcpus[vcpu].Pcpu >= 0)
            {
                Advance(ref _pcpus[_vcpus[vcpu].Pcpu]);
                Nudge(vcpu);
            }
        }

        _guests.SetPageFaults(vm, rate, first);
        Settle();
    }

    // The page has come: the vCPU goes on as one that wakes.
    private void ReturnFromFault(int vcpu)
    {
        ref VcpuRow row = ref _vcpus[vcpu];
        (row.WaitSince, row.Label) = (Now, VcpuState.Ready);
        Enter(vcpu, ref row, VcpuState.Ready);
        _policy.Wake(vcpu);
    }

    // KVM's rule (virt/kvm/kvm_main.c): a block that the window covered leaves it, a longer one below the maximum doubles
    // it, one beyond the maximum sets it back to nothing.
    private void GrowPoll(ref VcpuRow row)
    {
        if (!_features.HaltPolling)
        {
            return;
        }

        long blocked = Now - row.BlockedAt;
        long most = _features.HaltPollMax.Nanoseconds;
        if (blocked > most)
        {
            row.PollWindow = 0;
        }
        else if (blocked > row.PollWindow)
        {
            row.PollWindow = Math.Min(most, row.PollWindow == 0 ? _features.HaltPollStart.Nanoseconds : 2 * row.PollWindow);
        }
    }

    // Polls only while nobody waits for a pCPU.
    private bool TryPoll(int pcpu, ref PcpuRow row)
    {
        ref VcpuRow vcpu = ref _vcpus[row.Current];
        if (!_features.HaltPolling || _guests.LacksPage(row.Current) || vcpu.PollWindow == 0 || _ready > 0 || Now >= row.SliceEnd)
        {
            return false;
        }

        row.Polling = true;
        vcpu.BlockedAt = Now;
        row.PollEnd = Now + vcpu.PollWindow;
        Retime(pcpu, ref row);
        return true;
    }

    private bool HasWork(ref PcpuRow row) => _guests.HasWork(row.Current);

    // Work has come while it polled: it goes on at once.
    private bool Resume(ref PcpuRow row)
    {
        if (!HasWork(ref row))
        {
            return false;
        }

        row.Polling = false;
        _measures[row.Current].Wakeups++;
        _measures[row.Current].WakeLatency.Add(Duration.Zero);
        return true;
    }

    // The poll was part of the block.
    private int EndPoll(ref PcpuRow row)
    {
        row.Polling = false;
        long begun = _vcpus[row.Current].BlockedAt;
        int vcpu = Block(ref row);
        _vcpus[vcpu].BlockedAt = begun;
        return vcpu;
    }

    private bool TryPauseExit(int pcpu, ref PcpuRow row)
    {
        if (_features.PauseLoopExit == PauseLoopExit.Off || _guests.SpunFor(row.Current) < _features.PauseLoopWindow.Nanoseconds)
        {
            return false;
        }

        int vcpu = row.Current;
        _measures[vcpu].PauseExits++;
        _guests.ResetSpin(vcpu);
        if (_features.PauseLoopExit == PauseLoopExit.DirectedYield && PreemptedSibling(vcpu) is >= 0 and int target)
        {
            _policy.YieldTo(vcpu, target);
        }

        row.Overhead += _features.PauseLoopCost.Nanoseconds;
        Decide(pcpu, PickReason.Yielded);
        return true;
    }

    // KVM's kvm_vcpu_on_spin: the next sibling in turn that was preempted and does not itself spin.
    private int PreemptedSibling(int vcpu)
    {
        int vm = _vcpus[vcpu].Vm;
        int first = _firstVcpu[vm];
        int count = _firstVcpu[vm + 1] - first;
        for (int step = 1; step < count; step++)
        {
            int sibling = first + ((vcpu - first + step) % count);
            if (_vcpus[sibling].State == VcpuState.Ready && !_guests.IsSpinning(sibling))
            {
                return sibling;
            }
        }

        return -1;
    }
}
