namespace Sim.Experiments.Recording;

/// <summary>One host over the run.</summary>
/// <param name="VmsMax">Most VMs at one time.</param>
/// <param name="UtilisationPct">Granted over capacity while on.</param>
/// <param name="UtilisationPctMax">The largest in one step.</param>
/// <param name="DemandCoreHours">CPU wanted.</param>
/// <param name="GrantedCoreHours">CPU got.</param>
/// <param name="ReadyPct">Ready time per vCPU.</param>
/// <param name="ReadyCoreHours">vCPU-hours spent waiting.</param>
/// <param name="EnergyKwh">Energy.</param>
/// <param name="OnHours">Hours on.</param>
internal readonly record struct HostRow(
    int VmsMax,
    double UtilisationPct,
    double UtilisationPctMax,
    double DemandCoreHours,
    double GrantedCoreHours,
    double ReadyPct,
    double ReadyCoreHours,
    double EnergyKwh,
    double OnHours);
