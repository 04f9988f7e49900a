namespace Sim.Scenarios;

/// <summary>What power does between two samples.</summary>
public enum PowerIntegration
{
    /// <summary>It runs straight from one sample to the next.</summary>
    Trapezoid,

    /// <summary>It stays at a sample's value until the next.</summary>
    Step,
}
