using System;
using System.Collections.Generic;
using Sim.Kernel;
using Sim.Kernel.Quantities;

namespace Sim.Hosts.Power;

/// <summary>Watts from CPU utilisation: straight lines between equally spaced measured points.</summary>
/// <remarks>
/// The usual curve has the 11 points of SPECpower_ssj2008 (active idle, 10 % ... 100 %). The segment is found by index
/// arithmetic; CloudSim's test <c>utilization % 0.1 == 0</c> depends on rounding (design/models.md F3).
/// </remarks>
public sealed class PowerCurve
{
    private readonly double[] _points;

    /// <summary>A curve through the given watts at 0, 1/(n-1), ..., 1 of the host's capacity; two points or more.</summary>
    public PowerCurve(IReadOnlyList<double> watts)
    {
        ArgumentNullException.ThrowIfNull(watts);
        Check.That(watts.Count >= 2);
        _points = [.. watts];
    }

    /// <summary>Power at no load, switched on.</summary>
    public Watts Idle => new(_points[0]);

    /// <summary>Power at full load.</summary>
    public Watts Full => new(_points[^1]);

    /// <summary>Power at a utilisation from 0 to 1 in watts; outside, the nearer end's.</summary>
    public double At(double utilisation)
    {
        double position = Math.Clamp(utilisation, 0, 1) * (_points.Length - 1);
        int index = Math.Min((int)position, _points.Length - 2);
        return _points[index] + ((position - index) * (_points[index + 1] - _points[index]));
    }
}
