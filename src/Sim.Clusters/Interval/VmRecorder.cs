using System;
using System.Linq;
using Sim.Hosts.Interval;

namespace Sim.Clusters.Interval;

/// <summary>Keeps every value of a host's VMs, VM by VM in rows of all steps.</summary>
/// <remarks>Its memory is 32 bytes a VM and step of one host, 136 where memory is modelled, reused for the next host.</remarks>
public sealed class VmRecorder : IVmProbe
{
    private readonly int _steps;
    private readonly Func<int, int> _rowOf;
    private double[] _demand = [];
    private double[] _granted = [];
    private double[] _ready = [];
    private double[] _capped = [];
    private readonly double[][] _memory; // by column; none where memory is not modelled

    /// <summary>A recorder for runs of that many steps.</summary>
    /// <param name="steps">Steps in the run.</param>
    /// <param name="rowOf">The row of a VM on its host; negative for a VM that is not wanted.</param>
    /// <param name="memory">Whether memory is modelled.</param>
    public VmRecorder(int steps, Func<int, int> rowOf, bool memory = false)
    {
        _memory = memory ? [.. Enumerable.Repeat(Array.Empty<double>(), MemorySeries.VmColumns)] : [];
        _steps = steps;
        _rowOf = rowOf;
    }

    /// <summary>Makes room for a host's stays and forgets the host before.</summary>
    public void Begin(int rows)
    {
        int size = checked(rows * _steps);
        if (_demand.Length < size)
        {
            _demand = new double[size];
            _granted = new double[size];
            _ready = new double[size];
            _capped = new double[size];
        }

        _demand.AsSpan(0, size).Fill(double.NaN);
        _granted.AsSpan(0, size).Fill(double.NaN);
        _ready.AsSpan(0, size).Fill(double.NaN);
        _capped.AsSpan(0, size).Fill(double.NaN);
        for (int column = 0; column < _memory.Length; column++)
        {
            _memory[column] = _memory[column].Length < size ? new double[size] : _memory[column];
            _memory[column].AsSpan(0, size).Fill(double.NaN);
        }
    }

    /// <summary>A column of memory, one row's steps; NaN outside its stay and while it is powered off.</summary>
    public ReadOnlySpan<double> Memory(MemoryColumn column, int row) => _memory[(int)column].AsSpan(row * _steps, _steps);

    /// <summary>CPU wanted in MHz, one row's steps; NaN outside its stay.</summary>
    public ReadOnlySpan<double> DemandMhz(int row) => _demand.AsSpan(row * _steps, _steps);

    /// <summary>CPU got in MHz.</summary>
    public ReadOnlySpan<double> GrantedMhz(int row) => _granted.AsSpan(row * _steps, _steps);

    /// <summary>Ready time in percent of the time of one vCPU.</summary>
    public ReadOnlySpan<double> ReadyPct(int row) => _ready.AsSpan(row * _steps, _steps);

    /// <summary>Time held by the limit in percent of the time of one vCPU.</summary>
    public ReadOnlySpan<double> CappedPct(int row) => _capped.AsSpan(row * _steps, _steps);

    /// <inheritdoc/>
    public void Observe(
        int vm,
        int firstStep,
        ReadOnlySpan<double> demandMhz,
        ReadOnlySpan<double> grantedMhz,
        ReadOnlySpan<double> readyPct,
        ReadOnlySpan<double> cappedPct)
    {
        int row = _rowOf(vm);
        if (row < 0)
        {
            return;
        }

        int at = (row * _steps) + firstStep;
        demandMhz.CopyTo(_demand.AsSpan(at));
        grantedMhz.CopyTo(_granted.AsSpan(at));
        readyPct.CopyTo(_ready.AsSpan(at));
        cappedPct.CopyTo(_capped.AsSpan(at));
    }

    /// <inheritdoc/>
    public void ObserveMemory(int vm, int step, ReadOnlySpan<double> values)
    {
        int row = _rowOf(vm);
        for (int column = 0; column < _memory.Length && row >= 0; column++)
        {
            _memory[column][(row * _steps) + step] = values[column];
        }
    }
}
