using System;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Hosts.Guests;
using Sim.Kernel;
using Sim.Kernel.Quantities;

namespace Sim.Hosts.Cpu.Machine;

/// <content>Decisions and what follows from them.</content>
public sealed partial class CpuHost
{
    /// <inheritdoc/>
    bool IGuestHost.IsRunning(int vcpu) => _vcpus[vcpu].State == VcpuState.Running;

    /// <inheritdoc/>
    void IGuestHost.Nudge(int vcpu) => Nudge(vcpu);

    /// <inheritdoc/>
    void IGuestHost.Settle() => Settle();

    /// <inheritdoc/>
    void IGuestHost.Expect(int vcpu)
    {
        Soon.Needed(ref _vcpus[vcpu]);
        Soon.Needed(_measures[vcpu]);
    }

    /// <inheritdoc/>
    void IGuestHost.WakeVcpu(int vcpu, int waker)
    {
        ref VcpuRow row = ref _vcpus[vcpu];
        if (row.State != VcpuState.Blocked)
        {
            Nudge(vcpu);
            return;
        }

        GrowPoll(ref row);
        _measures[vcpu].Wakeups++;
        row.WokenAt = Now;
        row.WaitSince = Now;
        row.Label = VcpuState.Ready;
        _options.Observer?.Woke(waker, vcpu, _simulation.Now);
        Enter(vcpu, ref row, VcpuState.Ready);
        _policy.Wake(vcpu);
    }

    private void Nudge(int vcpu)
    {
        if (_vcpus[vcpu].State == VcpuState.Running && !_nudged[vcpu])
        {
            _nudged[vcpu] = true;
            _nudges.Add(vcpu);
        }
    }

    // Does what was asked for: nudges first, since they may end what a decision would otherwise be about.
    private void Settle()
    {
        int rounds = 0;
        while (_asks.Count + _nudges.Count > 0)
        {
            Check.That(++rounds < MostDecisionsAtOnce); // the policy and the guests keep calling each other without time passing
            if (_nudges.Count > 0)
            {
                int vcpu = (int)_nudges.Take();
                _nudged[vcpu] = false;
                if (_vcpus[vcpu].Pcpu >= 0)
                {
                    Due(_vcpus[vcpu].Pcpu);
                }
            }
            else
            {
                int pcpu = (int)_asks.Take();
                _pcpus[pcpu].Asked = false;
                AnswerAsk(pcpu);
                RefreshIdle(pcpu);
            }
        }
    }

    private void AnswerAsk(int pcpu)
    {
        ref PcpuRow row = ref _pcpus[pcpu];
        if (row.Current < 0 && _idleExit > Duration.Zero)
        {
            row.Exiting = true;
            _simulation.ScheduleAfter(_idleExit, this, IdleLeft, pcpu);
        }
        else
        {
            Advance(ref row);
            if (row.Polling)
            {
                Decide(pcpu, PickReason.Blocked, EndPoll(ref row));
            }
            else
            {
                Decide(pcpu, PickReason.Asked);
            }
        }
    }

    // The pCPU's event, or a nudge: looks at the guest, the slice and the spinning.
    private void Due(int pcpu)
    {
        ref PcpuRow row = ref _pcpus[pcpu];
        Advance(ref row);
        if (row.Polling && !HasWork(ref row) && Now < Math.Min(row.SliceEnd, row.PollEnd))
        {
            Retime(pcpu, ref row);
            return;
        }

        if (row.Polling && !Resume(ref row))
        {
            Decide(pcpu, PickReason.Blocked, EndPoll(ref row));
        }
        else if (row.Overhead == 0 && !_guests.Step(row.Current))
        {
            if (!TryPoll(pcpu, ref row))
            {
                Decide(pcpu, PickReason.Blocked, Block(ref row));
            }
        }
        else if (Now >= row.SliceEnd)
        {
            Decide(pcpu, PickReason.SliceEnd);
        }
        else if (!TryPauseExit(pcpu, ref row))
        {
            Retime(pcpu, ref row);
        }
    }

    private void Decide(int pcpu, PickReason reason) => Decide(pcpu, reason, _pcpus[pcpu].Current);

    // Where the pCPU's vCPU has blocked it is off the books already, and the policy is told who it was.
    private void Decide(int pcpu, PickReason reason, int previous)
    {
        ref PcpuRow row = ref _pcpus[pcpu];
        int rounds = 0;
        for (; ; )
        {
            Check.That(++rounds < MostDecisionsAtOnce); // a pCPU decides for ever without time passing
            _picks++;
            Choice choice = _policy.Pick(pcpu, previous, reason);
            Switch(pcpu, ref row, choice);
            if (row.Current < 0)
            {
                return;
            }

            if (row.Overhead > 0 || _guests.Step(row.Current))
            {
                Retime(pcpu, ref row);
                return;
            }

            if (TryPoll(pcpu, ref row))
            {
                return;
            }

            (reason, previous) = (PickReason.Blocked, Block(ref row));
        }
    }

    // Takes the vCPU that has nothing to do, or lacks a page, off the pCPU's books.
    private int Block(ref PcpuRow row)
    {
        int vcpu = row.Current;
        ref VcpuRow left = ref _vcpus[vcpu];
        left.BlockedAt = Now;
        long wait = _guests.TakePageFault(vcpu);
        if (wait > 0)
        {
            _simulation.ScheduleAfter(new Duration(wait), this, PageThere, vcpu);
        }

        Leave(ref row, ref left, wait > 0 ? VcpuState.SwapWait : VcpuState.Blocked);
        return vcpu;
    }

    private void Leave(ref PcpuRow row, ref VcpuRow left, VcpuState state)
    {
        Enter(row.Current, ref left, state);
        left.Pcpu = -1;
        left.LeftAt = Now;
        left.Label = VcpuState.Ready;
        row.Last = row.Current;
        row.Current = -1;
        row.Overhead = 0;
    }

    private void Switch(int pcpu, ref PcpuRow row, in Choice choice)
    {
        Check.That(choice.Slice > 0); // a slice must be above zero
        bool wasBusy = row.BusySince >= 0;
        if (choice.Vcpu != row.Current)
        {
            if (row.Current >= 0)
            {
                Preempt(ref row);
            }

            if (choice.Vcpu >= 0)
            {
                Dispatch(pcpu, ref row, choice.Vcpu);
            }
        }

        row.SliceEnd = choice.Slice == Choice.Forever ? long.MaxValue : Now + choice.Slice;
        if (row.Current < 0)
        {
            CancelNext(ref row);
        }

        RefreshIdle(pcpu);
        if (wasBusy != row.Current >= 0)
        {
            Turn(pcpu, ref row, row.Current >= 0);
        }
    }

    private void Preempt(ref PcpuRow row)
    {
        VcpuMeasures measures = _measures[row.Current];
        measures.Preemptions++;
        measures.LockHolderPreemptions += _guests.HoldsLock(row.Current) ? 1 : 0;
        ref VcpuRow left = ref _vcpus[row.Current];
        left.WaitSince = Now;
        Leave(ref row, ref left, left.Label);
    }

    private void Dispatch(int pcpu, ref PcpuRow row, int vcpu)
    {
        ref VcpuRow next = ref _vcpus[vcpu];
        Check.That(next.State == VcpuState.Ready); // only a vCPU that is ready can be picked
        Check.That(Allowed(vcpu, pcpu)); // the policy picked a vCPU for a pCPU that its affinity forbids
        VcpuMeasures measures = _measures[vcpu];
        Duration gap = new(Now - next.WaitSince);
        measures.LongestGap = gap > measures.LongestGap ? gap : measures.LongestGap;
        if (next.WokenAt >= 0)
        {
            measures.WakeLatency.Add(new Duration(Now - next.WokenAt));
            next.WokenAt = -1;
        }

        if (row.Last != vcpu)
        {
            row.Overhead = _switchCost;
            row.Switches++;
            measures.Switches++;
        }

        row.Overhead += _cache.Refill(next.Footprint, Now - next.LeftAt, next.LastPcpu, pcpu);
        measures.Migrations += next.LastPcpu >= 0 && next.LastPcpu != pcpu ? 1 : 0;
        next.HomeNode = next.HomeNode < 0 ? HomeOf(next.Vm, pcpu) : next.HomeNode;
        next.LastPcpu = pcpu;
        next.Pcpu = pcpu;
        Enter(vcpu, ref next, VcpuState.Running);
        row.Current = vcpu;
        row.Dispatched = Now;
        row.Since = Now;
        row.Rate = _speed.Of(pcpu, next.HomeNode != Topology.NodeOf[pcpu]);
        _guests.ResetSpin(vcpu);
        _guests.ExpectRun(vcpu);
    }

    // A VM's home is where its first vCPU first ran.
    private int HomeOf(int vm, int pcpu)
    {
        int first = _vcpus[_firstVcpu[vm]].HomeNode;
        return first >= 0 ? first : Topology.NodeOf[pcpu];
    }

    private void Turn(int pcpu, ref PcpuRow row, bool busy)
    {
        row.Busy += busy ? 0 : Now - Math.Max(row.BusySince, _measuredSince);
        row.BusySince = busy ? Now : -1;
        if (!_speed.Varies)
        {
            return;
        }

        (int first, int count) = _speed.Turn(pcpu, busy);
        for (int other = first; other < first + count; other++)
        {
            ref PcpuRow change = ref _pcpus[other];
            if (change.Current >= 0)
            {
                if (other != pcpu)
                {
                    Advance(ref change);
                }

                change.Rate = _speed.Of(other, _vcpus[change.Current].HomeNode != Topology.NodeOf[other]);
                if (other != pcpu)
                {
                    Retime(other, ref change);
                }
            }
        }
    }

    // Books what the pCPU has done since it was last looked at.
    private void Advance(ref PcpuRow row)
    {
        long span = Now - row.Since;
        row.Since = Now;
        if (span == 0 || row.Current < 0)
        {
            return;
        }

        VcpuMeasures measures = _measures[row.Current];
        if (row.Polling)
        {
            measures.Poll += new Duration(span);
            return;
        }

        if (row.Overhead > 0)
        {
            long overhead = Math.Min(span, row.Overhead);
            row.Overhead -= overhead;
            measures.Overhead += new Duration(overhead);
            span -= overhead;
        }

        (long work, long spin, long tick) = _guests.Progress(row.Current, span, row.Rate);
        measures.Work += new Duration(work);
        measures.Spin += new Duration(spin);
        measures.Tick += new Duration(tick);
    }

    // Sets the pCPU's event: the first of slice end, end of the guest's step, and pause-loop exit.
    private void Retime(int pcpu, ref PcpuRow row)
    {
        long until = row.Polling ? Math.Min(row.SliceEnd, row.PollEnd) : row.SliceEnd;
        if (!row.Polling)
        {
            long step = _guests.Until(row.Current, row.Rate);
            if (_features.PauseLoopExit != PauseLoopExit.Off && _guests.SpunFor(row.Current) is >= 0 and long spun)
            {
                step = Math.Min(step, Math.Max(0, _features.PauseLoopWindow.Nanoseconds - spun));
            }

            if (step < long.MaxValue - Now - row.Overhead)
            {
                until = Math.Min(until, Now + row.Overhead + step);
            }
        }

        if (until == row.NextAt)
        {
            return;
        }

        if (until == long.MaxValue)
        {
            CancelNext(ref row);
            return;
        }

        if (row.NextAt == long.MaxValue || !_simulation.RescheduleAt(row.Next, new SimTime(until)))
        {
            row.Next = _simulation.ScheduleAt(new SimTime(until), this, PcpuDue, pcpu);
        }

        row.NextAt = until;
    }

    private void CancelNext(ref PcpuRow row)
    {
        if (row.NextAt != long.MaxValue)
        {
            _simulation.Cancel(row.Next);
            row.NextAt = long.MaxValue;
        }
    }
}
