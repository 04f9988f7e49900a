namespace Sim.Hosts.Power;

/// <summary>What power does between two samples.</summary>
public enum EnergyIntegration
{
    /// <summary>It runs straight from one sample to the next: the trapezoid rule.</summary>
    Trapezoid,

    /// <summary>It stays at the sample's value until the next.</summary>
    Step,
}
