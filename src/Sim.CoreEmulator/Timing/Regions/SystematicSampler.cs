using System;
using System.Collections.Generic;
using Sim.CoreEmulator.Machines;
using Sim.Kernel;

namespace Sim.CoreEmulator.Timing.Regions;

/// <summary>Times a sample of a program's instructions; between the units it runs untimed.</summary>
internal sealed class SystematicSampler
{
    private readonly TimedMachine _timed;
    private readonly SystematicSampling _sampling;
    private readonly List<double> _units = [];
    private readonly long[] _stack = new long[CpiStack.Components];
    private RunOutcome? _outcome;

    /// <summary>Samples what a machine runs from where it is.</summary>
    /// <exception cref="InputException">The machine has several harts, or the periods have no room for their units.</exception>
    public SystematicSampler(TimedMachine timed, SystematicSampling sampling)
    {
        if (timed.Cores.Count > 1)
        {
            throw new InputException("a sample is taken of one hart; harts that wait for each other have no cycles per instruction of their own");
        }

        if (sampling.Unit == 0 || sampling.Period < sampling.Unit + sampling.WarmUp)
        {
            throw new InputException("the period of a sample must have room for a unit, of 1 instruction or more, and its warm-up");
        }

        _timed = timed;
        _sampling = sampling;
    }

    /// <summary>Runs the program to its end, or for so many steps, once.</summary>
    public SampledCpi Run(ulong steps = ulong.MaxValue)
    {
        ulong begin = _timed.Machine.Steps;
        ulong between = _sampling.Period - _sampling.Unit - _sampling.WarmUp;
        bool goesOn = Untimed(Math.Min(_sampling.Offset, steps));
        while (goesOn && _units.Count < _sampling.Units && steps - (_timed.Machine.Steps - begin) >= _sampling.Period)
        {
            goesOn = Untimed(between) && Unit();
        }

        if (goesOn)
        {
            _timed.Mode = TimingMode.Functional;
            Go(steps - (_timed.Machine.Steps - begin));
        }

        return new SampledCpi(_units, _stack, _timed.Machine.Steps - begin, _outcome);
    }

    private bool Untimed(ulong steps)
    {
        _timed.Mode = _sampling.WarmsBetween ? TimingMode.Warming : TimingMode.Functional;
        return Go(steps);
    }

    private bool Unit()
    {
        _timed.Mode = TimingMode.Timed;
        if (!Go(_sampling.WarmUp))
        {
            return false;
        }

        CoreMeasures before = _timed.Cores[0].Measure();
        if (!Go(_sampling.Unit))
        {
            return false;
        }

        CoreMeasures unit = _timed.Cores[0].Measure().Since(before);
        _units.Add(unit.Cpi);
        for (int i = 0; i < _stack.Length; i++)
        {
            _stack[i] += unit.Stack[i];
        }

        return true;
    }

    private bool Go(ulong steps)
    {
        _outcome = steps == 0 ? null : _timed.RunQuietly(steps);
        return _outcome is null;
    }
}
