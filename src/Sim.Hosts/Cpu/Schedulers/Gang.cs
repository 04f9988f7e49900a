using System;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Kernel.Plugins;

namespace Sim.Hosts.Cpu.Schedulers;

/// <summary>Gang scheduling by Ousterhout's matrix: rows are time slots, columns pCPUs, and all vCPUs of a VM stand in one row.</summary>
/// <remarks>
/// <para>
/// J. K. Ousterhout, "Scheduling techniques for concurrent systems", ICDCS 1982. VMs are packed at the start in their order, each into
/// the first row with room on pCPUs it may use; a vCPU keeps its column. Rows with somebody runnable take turns. A VM with more vCPUs
/// than pCPUs it may use cannot be a gang: it is split over rows, each as full as it can be.
/// </para>
/// <para>
/// With alternate selection a pCPU whose vCPU of the row has nothing to do runs the next row's in its column; whoever waits then
/// waits for a pCPU (ready). Without, a vCPU that has siblings and whose row has not its turn is held for their sake
/// (co-stopped), even if its pCPU idles. Either way a vCPU waits for its column while others may be free: not work-conserving.
/// Shares do not count. A pick looks at the rows of a column, O(n / pCPUs), a turn at every pCPU, as in the paper.
/// </para>
/// </remarks>
[Plugin("gang", "All vCPUs of a VM run in the same time slot; slots take turns (Ousterhout's matrix).", Source = "Ousterhout, ICDCS 1982")]
public sealed class Gang(GangOptions options) : IVcpuScheduler
{
    private CpuHost _host = null!;
    private int _pcpus;
    private int _rows;
    private int[] _cell = []; // by row and pCPU: a vCPU, or -1
    private int[] _row = []; // by vCPU
    private int[] _column = []; // by vCPU
    private bool[] _runnable = []; // by vCPU: runs or waits
    private int[] _runnables = []; // by row
    private int _turn; // the row that has its turn

    /// <summary>The row that a vCPU stands in.</summary>
    public int RowOf(int vcpu) => _row[vcpu];

    /// <inheritdoc/>
    public void Start(CpuHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        (_host, _pcpus, _rows) = (host, host.Pcpus, 0);
        (_row, _column, _runnable) = (new int[host.Vcpus], new int[host.Vcpus], new bool[host.Vcpus]);
        _cell = new int[host.Vcpus * _pcpus];
        Array.Fill(_cell, -1);
        for (int vm = 0; vm < host.Vms.Count; vm++)
        {
            Pack(host.FirstVcpu(vm), host.Vms[vm].Vcpus);
        }

        _runnables = new int[_rows];
        host.SetTimer(host.Now + options.Slot.Nanoseconds, 0, 0);
    }

    /// <inheritdoc/>
    public void Wake(int vcpu)
    {
        _runnable[vcpu] = true;
        _runnables[_row[vcpu]]++;
        int column = _column[vcpu];
        if (_runnables[_turn] == 0)
        {
            Turn(_row[vcpu]); // nobody is there whose turn it would be
        }
        else if (_row[vcpu] == _turn || (options.Alternates && _host.IsIdle(column)))
        {
            _host.Ask(column);
        }
        else
        {
            Hold(vcpu);
        }
    }

    /// <inheritdoc/>
    public Choice Pick(int pcpu, int previous, PickReason reason)
    {
        if (previous >= 0 && reason == PickReason.Blocked)
        {
            _runnable[previous] = false;
            _runnables[_row[previous]]--;
            if (_runnables[_turn] == 0)
            {
                Turn(NextRow());
            }
        }

        int chosen = -1;
        int last = options.Alternates ? _rows : 1;
        for (int step = 0; step < last && chosen < 0; step++)
        {
            int vcpu = _cell[((_turn + step) % _rows * _pcpus) + pcpu];
            chosen = vcpu >= 0 && _runnable[vcpu] ? vcpu : -1;
        }

        if (previous >= 0 && reason != PickReason.Blocked && chosen != previous)
        {
            Hold(previous);
        }

        return chosen < 0 ? Choice.Idle : new Choice(chosen, Choice.Forever);
    }

    /// <inheritdoc/>
    public void Timer(int kind, int argument)
    {
        _host.SetTimer(_host.Now + options.Slot.Nanoseconds, 0, 0);
        int next = NextRow();
        if (next != _turn)
        {
            Turn(next);
        }
    }

    // The first row in which all fit; those who cannot be together go into as few rows as they can.
    private void Pack(int first, int count)
    {
        int allowed = 0;
        for (int pcpu = 0; pcpu < _pcpus; pcpu++)
        {
            allowed += _host.Allowed(first, pcpu) ? 1 : 0;
        }

        while (count > 0)
        {
            int together = Math.Min(count, allowed);
            int row = 0;
            while (Room(first, row) < together)
            {
                row++;
            }

            Seat(first, together, row);
            _rows = Math.Max(_rows, row + 1);
            first += together;
            count -= together;
        }
    }

    private void Seat(int first, int count, int row)
    {
        int seated = 0;
        for (int pcpu = 0; pcpu < _pcpus && seated < count; pcpu++)
        {
            if (_cell[(row * _pcpus) + pcpu] < 0 && _host.Allowed(first, pcpu))
            {
                int vcpu = first + seated++;
                (_cell[(row * _pcpus) + pcpu], _row[vcpu], _column[vcpu]) = (vcpu, row, pcpu);
            }
        }
    }

    private int Room(int vcpu, int row)
    {
        int room = 0;
        for (int pcpu = 0; pcpu < _pcpus; pcpu++)
        {
            room += _cell[(row * _pcpus) + pcpu] < 0 && _host.Allowed(vcpu, pcpu) ? 1 : 0;
        }

        return room;
    }

    // The next row after the present one with somebody runnable; the present one where there is none.
    private int NextRow()
    {
        for (int step = 1; step < _rows; step++)
        {
            int row = (_turn + step) % _rows;
            if (_runnables[row] > 0)
            {
                return row;
            }
        }

        return _turn;
    }

    private void Turn(int row)
    {
        _turn = row;
        for (int pcpu = 0; pcpu < _pcpus; pcpu++)
        {
            int vcpu = _cell[(row * _pcpus) + pcpu];
            if (vcpu >= 0 && _runnable[vcpu] && _host.StateOf(vcpu) == VcpuState.CoStopped)
            {
                _host.Release(vcpu);
            }

            _host.Ask(pcpu);
        }
    }

    private void Hold(int vcpu)
    {
        if (!options.Alternates && _row[vcpu] != _turn && _host.Vms[_host.VmOf(vcpu)].Vcpus > 1)
        {
            _host.Hold(vcpu, VcpuState.CoStopped);
        }
    }
}
