using System;
using Sim.Hosts.Cpu.Machine;
using Sim.Kernel.Quantities;

namespace Sim.Hosts.Cpu.Scheduling;

/// <summary>Makes each vCPU of a hosted hypervisor sleep once it has run its part of a window, whatever the host's scheduler.</summary>
/// <remarks>
/// VirtualBox's VBoxManage modifyvm --cpuexecutioncap: the percentage of a host CPU that a virtual CPU may use. The window is
/// not documented (models.md A10, from memory). To the scheduler underneath a vCPU that sleeps looks blocked.
/// </remarks>
internal sealed class ExecutionCap : IVcpuScheduler
{
    private const int WindowTimer = ushort.MaxValue - 1;
    private const long ShortestSlice = 100_000;

    private readonly IVcpuScheduler _inner;
    private readonly long _window;
    private readonly long _quota;
    private CpuHost _host = null!;
    private long[] _left = []; // by vCPU
    private long[] _booked = []; // by vCPU
    private bool[] _sleeps = []; // by vCPU

    private ExecutionCap(IVcpuScheduler inner, double percent, Duration window)
    {
        _inner = inner;
        _window = window.Nanoseconds;
        _quota = (long)Math.Round(percent / 100 * _window);
    }

    /// <summary>The scheduler itself where the cap is 100 %, else with the cap around it.</summary>
    public static IVcpuScheduler Around(IVcpuScheduler inner, double percent, Duration window) =>
        percent >= 100 ? inner : new ExecutionCap(inner, percent, window);

    /// <inheritdoc/>
    public void Start(CpuHost host)
    {
        _host = host;
        (_left, _booked, _sleeps) = (new long[host.Vcpus], new long[host.Vcpus], new bool[host.Vcpus]);
        Array.Fill(_left, _quota);
        _inner.Start(host);
        host.SetTimer(host.Now + _window, WindowTimer, 0);
    }

    /// <inheritdoc/>
    public void Wake(int vcpu)
    {
        if (_left[vcpu] > 0)
        {
            _inner.Wake(vcpu);
        }
        else
        {
            Sleep(vcpu);
        }
    }

    /// <inheritdoc/>
    public Choice Pick(int pcpu, int previous, PickReason reason)
    {
        if (previous >= 0)
        {
            Book(previous);
            if (reason != PickReason.Blocked && _left[previous] <= 0)
            {
                Sleep(previous);
                reason = PickReason.Blocked;
            }
        }

        Choice choice = _inner.Pick(pcpu, previous, reason);
        if (choice.Vcpu < 0)
        {
            return choice;
        }

        _booked[choice.Vcpu] = _host.ServiceOf(choice.Vcpu);
        return choice with { Slice = Math.Min(choice.Slice, Math.Max(ShortestSlice, _left[choice.Vcpu])) };
    }

    /// <inheritdoc/>
    public void Timer(int kind, int argument)
    {
        if (kind != WindowTimer)
        {
            _inner.Timer(kind, argument);
            return;
        }

        _host.SetTimer(_host.Now + _window, WindowTimer, 0);
        for (int vcpu = 0; vcpu < _left.Length; vcpu++)
        {
            if (_host.PcpuOf(vcpu) >= 0)
            {
                Book(vcpu);
            }

            _left[vcpu] = Math.Min(_left[vcpu], 0) + _quota;
            if (_sleeps[vcpu] && _left[vcpu] > 0)
            {
                _sleeps[vcpu] = false;
                _host.Release(vcpu);
                _inner.Wake(vcpu);
            }
        }
    }

    /// <inheritdoc/>
    public void YieldTo(int vcpu, int target) => _inner.YieldTo(vcpu, target);

    private void Book(int vcpu)
    {
        long service = _host.ServiceOf(vcpu);
        _left[vcpu] -= service - _booked[vcpu];
        _booked[vcpu] = service;
    }

    private void Sleep(int vcpu)
    {
        _host.Hold(vcpu, VcpuState.Capped);
        _sleeps[vcpu] = true;
    }
}
