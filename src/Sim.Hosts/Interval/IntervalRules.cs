using Sim.Hosts.Power;

namespace Sim.Hosts.Interval;

/// <summary>The choices that hold for every host of an interval run.</summary>
/// <param name="Steps">Steps in the run.</param>
/// <param name="StepSeconds">The length of a step in seconds.</param>
/// <param name="EmptyHostsOff">Whether a host without VMs is switched off; else it idles.</param>
/// <param name="AlwaysFullPower">Whether a host that is on takes its full power whatever its load ("non power aware").</param>
/// <param name="Integration">What power does between samples.</param>
/// <param name="Verify">Whether to check conservation in every step.</param>
public sealed record IntervalRules(
    int Steps,
    double StepSeconds,
    bool EmptyHostsOff,
    bool AlwaysFullPower,
    EnergyIntegration Integration,
    bool Verify);
