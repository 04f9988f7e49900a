using System;
using System.Collections.Generic;
using System.Globalization;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Kernel;
using Sim.Kernel.Plugins;

namespace Sim.Hosts.Cpu.Schedulers;

/// <summary>ARINC 653: a fixed table of slots, the major frame, repeated for ever; who does not use a slot loses it.</summary>
/// <remarks>
/// ARINC Specification 653 part 1, partition scheduling; Xen, xen/common/sched/arinc653.c (models.md A4), there on one pCPU. Here each
/// pCPU has a frame of its own. A slot whose vCPU sleeps stays empty, and a vCPU without a slot never runs: not
/// work-conserving, which is the point. A decision costs O(log slots).
/// </remarks>
[Plugin("arinc653", "A fixed table of time slots, repeated; unused slots stay empty.", Source = "ARINC 653 part 1; Xen, xen/common/sched/arinc653.c")]
public sealed class Arinc653(Arinc653Options options) : IVcpuScheduler
{
    private const int Nobody = -2; // no vCPU of the host

    private CpuHost _host = null!;
    private long _start;
    private int[][] _owner = []; // by pCPU and slot: a vCPU, or -1
    private long[][] _end = []; // by pCPU and slot: when it ends within the frame
    private bool[] _runnable = []; // by vCPU: runs or waits
    private long[] _timerAt = []; // by pCPU

    /// <inheritdoc/>
    /// <exception cref="InputException">The frame names what the host has not.</exception>
    public void Start(CpuHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        (_host, _start) = (host, host.Now);
        (_runnable, _timerAt) = (new bool[host.Vcpus], new long[host.Pcpus]);
        (_owner, _end) = (new int[host.Pcpus][], new long[host.Pcpus][]);
        List<(int Vcpu, int Pcpu, long Length)> slots = options.Frame.Count > 0 ? Given() : OneEach();
        for (int pcpu = 0; pcpu < host.Pcpus; pcpu++)
        {
            List<int> owners = [];
            List<long> ends = [];
            foreach ((int vcpu, int at, long length) in slots)
            {
                if (at == pcpu)
                {
                    owners.Add(vcpu);
                    ends.Add((ends.Count > 0 ? ends[^1] : 0) + length);
                }
            }

            (_owner[pcpu], _end[pcpu]) = ([.. owners], [.. ends]);
            host.Ask(pcpu);
        }
    }

    /// <inheritdoc/>
    public void Wake(int vcpu)
    {
        _runnable[vcpu] = true;
        for (int pcpu = _host.NextIdle(0); pcpu >= 0; pcpu = _host.NextIdle(pcpu + 1))
        {
            if (_owner[pcpu].Length > 0 && _owner[pcpu][SlotNow(pcpu, out _)] == vcpu)
            {
                _host.Ask(pcpu);
                return;
            }
        }
    }

    /// <inheritdoc/>
    public Choice Pick(int pcpu, int previous, PickReason reason)
    {
        if (previous >= 0 && reason == PickReason.Blocked)
        {
            _runnable[previous] = false;
        }

        if (_owner[pcpu].Length == 0)
        {
            return Choice.Idle;
        }

        int owner = _owner[pcpu][SlotNow(pcpu, out long until)];
        if (owner >= 0 && _runnable[owner] && (owner == previous || _host.PcpuOf(owner) < 0))
        {
            return new Choice(owner, until - _host.Now);
        }

        if (_timerAt[pcpu] != until)
        {
            _timerAt[pcpu] = until;
            _host.SetTimer(until, 0, pcpu);
        }

        return Choice.Idle;
    }

    /// <inheritdoc/>
    public void Timer(int kind, int argument)
    {
        if (_host.IsIdle(argument))
        {
            _host.Ask(argument);
        }
    }

    private int SlotNow(int pcpu, out long until)
    {
        long[] ends = _end[pcpu];
        long into = (_host.Now - _start) % ends[^1];
        int slot = Array.BinarySearch(ends, into);
        slot = slot >= 0 ? slot + 1 : ~slot; // a slot does not contain its end
        until = _host.Now + ends[slot] - into;
        return slot;
    }

    private List<(int Vcpu, int Pcpu, long Length)> OneEach()
    {
        List<(int Vcpu, int Pcpu, long Length)> slots = [];
        int pcpu = 0;
        for (int vcpu = 0; vcpu < _host.Vcpus; vcpu++)
        {
            while (!_host.Allowed(vcpu, pcpu))
            {
                pcpu = (pcpu + 1) % _host.Pcpus;
            }

            slots.Add((vcpu, pcpu, options.Slot.Nanoseconds));
            pcpu = (pcpu + 1) % _host.Pcpus;
        }

        return slots;
    }

    private List<(int Vcpu, int Pcpu, long Length)> Given()
    {
        List<(int Vcpu, int Pcpu, long Length)> slots = [];
        List<InputError> errors = [];
        for (int i = 0; i < options.Frame.Count; i++)
        {
            Arinc653Slot slot = options.Frame[i];
            int vcpu = slot.Vm.Length == 0 ? -1 : Find(slot);
            if (FaultOf(slot, vcpu) is { } fault)
            {
                errors.Add(new InputError("", 0, 0, string.Create(CultureInfo.InvariantCulture, $"arinc653.frame[{i}]: {fault}")));
            }

            slots.Add((vcpu, slot.Pcpu, slot.Length.Nanoseconds));
        }

        return errors.Count == 0 ? slots : throw new InputException(errors);
    }

    private string? FaultOf(Arinc653Slot slot, int vcpu)
    {
        if (slot.Pcpu >= _host.Pcpus)
        {
            return string.Create(CultureInfo.InvariantCulture, $"pcpu: {slot.Pcpu} given; the host has {_host.Pcpus}");
        }

        if (vcpu == Nobody)
        {
            return string.Create(CultureInfo.InvariantCulture, $"vm: the host has no vCPU {slot.Vcpu} of a VM '{slot.Vm}'");
        }

        return vcpu >= 0 && !_host.Allowed(vcpu, slot.Pcpu)
            ? string.Create(CultureInfo.InvariantCulture, $"pcpu: {slot.Pcpu} given; the affinity of '{slot.Vm}' forbids it")
            : null;
    }

    private int Find(Arinc653Slot slot)
    {
        for (int vm = 0; vm < _host.Vms.Count; vm++)
        {
            if (_host.Vms[vm].Name == slot.Vm && slot.Vcpu < _host.Vms[vm].Vcpus)
            {
                return _host.FirstVcpu(vm) + slot.Vcpu;
            }
        }

        return Nobody;
    }
}
