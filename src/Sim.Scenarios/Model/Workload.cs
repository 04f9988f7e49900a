using Sim.Kernel.Plugins;
using Sim.Scenarios.Binding;

namespace Sim.Scenarios;

/// <summary>A set of VMs and what they demand.</summary>
public sealed record Workload : IHasRules
{
    /// <summary>A recorded trace; null where the workload is synthetic.</summary>
    [Key("trace", "Recorded trace to replay; this or 'synthetic', or a behaviour alone.")]
    public TraceSource? Trace { get; init; }

    /// <summary>A generated workload; null where a trace is replayed.</summary>
    [Key("synthetic", "Workload to generate; this or 'trace'. Its keys are those of sim describe synthetic.")]
    public PartOptions? Synthetic { get; init; }

    /// <summary>How series become VMs.</summary>
    [Key("vms", "How the series of the trace become VMs.")]
    public VmSelection Vms { get; init; } = new();

    /// <summary>What the VMs do at event resolution; null: bursts that add up to the demand.</summary>
    [Key("behaviour", "What the VMs do at event resolution, by itself or with the demand of a trace. Left out: bursts that add up to the trace's demand.", Names = "behaviours", Example = "interactive")]
    public PartReference? Behaviour { get; init; }

    /// <summary>What the kernels of the VMs do by themselves at event resolution.</summary>
    [Key("guest", "What the VMs' kernels do by themselves at event resolution: the timer tick; see sim describe guest.")]
    public PartOptions Guest { get; init; } = PartOptions.None;

    /// <summary>What is in the memory of the VMs, and how it is used.</summary>
    [Key("memory", "What is in the VMs' memory and how they use it, where memory is modelled; see sim describe guest-memory.")]
    public PartOptions Memory { get; init; } = PartOptions.None;

    /// <inheritdoc/>
    void IHasRules.Check(RuleContext rules)
    {
        if (Trace is null && Synthetic is null && Behaviour is null)
        {
            rules.Fault("neither 'trace' nor 'synthetic' nor 'behaviour' given; must have one of them");
        }
        else if (Trace is not null && Synthetic is not null)
        {
            rules["synthetic"].Fault("given beside 'trace'; make it a workload of its own");
        }
    }
}
