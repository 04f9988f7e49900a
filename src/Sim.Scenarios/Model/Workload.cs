using Sim.Kernel.Plugins;
using Sim.Scenarios.Binding;

namespace Sim.Scenarios;

/// <summary>A set of VMs and what they demand.</summary>
public sealed record Workload : IHasRules
{
    /// <summary>A recorded trace; null where the workload is synthetic.</summary>
    [Key("trace", "Recorded trace to replay; this or 'synthetic'.")]
    public TraceSource? Trace { get; init; }

    /// <summary>A generated workload; null where a trace is replayed.</summary>
    [Key("synthetic", "Workload to generate; this or 'trace'. Its keys are those of sim describe synthetic.")]
    public PartOptions? Synthetic { get; init; }

    /// <summary>How series become VMs.</summary>
    [Key("vms", "How the series of the trace become VMs.")]
    public VmSelection Vms { get; init; } = new();

    /// <summary>How a sample of demand becomes bursts, page touches and I/O at event resolution; null for the simplest.</summary>
    [Key("behaviour", "How a sample of demand becomes bursts, page touches and I/O at event resolution.", Names = "behaviours", Example = "interactive")]
    public PartReference? Behaviour { get; init; }

    /// <inheritdoc/>
    void IHasRules.Check(RuleContext rules)
    {
        if (Trace is null && Synthetic is null)
        {
            rules.Fault("neither 'trace' nor 'synthetic' given; must have one of them");
        }
        else if (Trace is not null && Synthetic is not null)
        {
            rules["synthetic"].Fault("given beside 'trace'; make it a workload of its own");
        }
    }
}
