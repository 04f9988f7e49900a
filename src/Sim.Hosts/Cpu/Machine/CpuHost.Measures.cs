using System;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Hosts.Guests;
using Sim.Kernel;
using Sim.Kernel.Quantities;

namespace Sim.Hosts.Cpu.Machine;

/// <content>Accounting.</content>
public sealed partial class CpuHost
{
    private readonly long[] _service;

    /// <summary>Time measured: since the start or the end of the warm-up.</summary>
    public Duration Measured => new(Now - _measuredSince);

    /// <summary>What is measured of a vCPU, up to now.</summary>
    public VcpuMeasures MeasuresOf(int vcpu)
    {
        ref VcpuRow row = ref _vcpus[vcpu];
        if (row.Pcpu >= 0)
        {
            Advance(ref _pcpus[row.Pcpu]);
        }

        Enter(vcpu, ref row, row.State);
        return _measures[vcpu];
    }

    /// <summary>What the guest of a VM measures.</summary>
    public GuestMeasures GuestOf(int vm) => _guests.MeasuresOf(vm);

    /// <summary>Time that a pCPU was busy, up to now.</summary>
    public Duration BusyOf(int pcpu)
    {
        ref PcpuRow row = ref _pcpus[pcpu];
        return new Duration(row.Busy + (row.BusySince >= 0 ? Now - Math.Max(row.BusySince, _measuredSince) : 0));
    }

    /// <summary>Switches to another vCPU on a pCPU.</summary>
    public long SwitchesOf(int pcpu) => _pcpus[pcpu].Switches;

    /// <summary>Forgets all measures: the end of the warm-up.</summary>
    public void ClearMeasures()
    {
        for (int vcpu = 0; vcpu < _vcpus.Length; vcpu++)
        {
            MeasuresOf(vcpu).Clear();
        }

        for (int pcpu = 0; pcpu < _pcpus.Length; pcpu++)
        {
            (_pcpus[pcpu].Busy, _pcpus[pcpu].Switches) = (0, 0);
        }

        for (int vm = 0; vm < _options.Vms.Count; vm++)
        {
            _guests.MeasuresOf(vm).Clear();
        }

        _measuredSince = Now;
    }

    /// <summary>Checks that the times of each vCPU's states add up to the time measured, and that nobody is in two places.</summary>
    /// <exception cref="InvariantException">They do not.</exception>
    public void Verify()
    {
        for (int vcpu = 0; vcpu < _vcpus.Length; vcpu++)
        {
            VcpuMeasures measures = MeasuresOf(vcpu);
            Duration sum = Duration.Zero;
            for (VcpuState state = VcpuState.Blocked; state <= VcpuState.SwapWait; state++)
            {
                sum += measures.In(state);
            }

            Check.That(sum == Measured); // the times of a vCPU's states add up to wall time
            Check.That(measures.Work + measures.Spin + measures.Poll + measures.Tick + measures.Overhead <= measures.In(VcpuState.Running) * 8);
            Check.That((_vcpus[vcpu].State == VcpuState.Running) == (_vcpus[vcpu].Pcpu >= 0));
            Check.That(_vcpus[vcpu].Pcpu < 0 || _pcpus[_vcpus[vcpu].Pcpu].Current == vcpu);
        }
    }

    /// <summary>Tells the observer the states in which the vCPUs are, as if they left them now: the end of a run.</summary>
    public void TellOpenStates()
    {
        for (int vcpu = 0; vcpu < _vcpus.Length; vcpu++)
        {
            TellLeft(vcpu, ref _vcpus[vcpu]);
        }
    }

    // On its way onto a pCPU a vCPU has that pCPU already, but did not run there while it waited.
    private void TellLeft(int vcpu, ref VcpuRow row)
    {
        _options.Observer?.Left(vcpu, row.State, row.State == VcpuState.Running ? row.Pcpu : -1, new SimTime(row.Entered), _simulation.Now);
        row.Entered = Now;
    }

    private void Enter(int vcpu, ref VcpuRow row, VcpuState state)
    {
        long span = Now - row.Since;
        _measures[vcpu].Book(row.State, span);
        if (row.State == VcpuState.Running)
        {
            _service[vcpu] += span;
        }

        if (row.State != state)
        {
            TellLeft(vcpu, ref row);
            _ready += (state == VcpuState.Ready ? 1 : 0) - (row.State == VcpuState.Ready ? 1 : 0);
            row.State = state;
        }

        row.Since = Now;
    }
}
