using Sim.Kernel.Plugins;

namespace Sim.Scenarios;

/// <summary>How energy is counted.</summary>
public sealed record PowerSettings
{
    /// <summary>What a host without VMs draws.</summary>
    [Key("emptyHosts", "Whether a host without VMs is switched off or idles.")]
    public EmptyHosts EmptyHosts { get; init; } = EmptyHosts.Off;

    /// <summary>How power follows utilisation.</summary>
    [Key("model", "How power follows utilisation: the measured curve, a line from idle to full, or always full.")]
    public PowerModel Model { get; init; } = PowerModel.Curve;

    /// <summary>What power does between two samples. Default: it runs straight from one to the next.</summary>
    [Key("integration", "Power between two samples: straight from one to the next (trapezoid), or held (step).")]
    public PowerIntegration Integration { get; init; } = PowerIntegration.Trapezoid;
}
