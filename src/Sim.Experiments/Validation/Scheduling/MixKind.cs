namespace Sim.Experiments.Validation.Scheduling;

/// <summary>What is random in a <see cref="MaxMinMix"/>: each kind adds to the one before.</summary>
internal enum MixKind
{
    /// <summary>Weights and numbers of vCPUs; all compute without end.</summary>
    Weights,

    /// <summary>Limits, too.</summary>
    Caps,

    /// <summary>And demands: some VMs work for a part of a period of their own.</summary>
    Demands,
}
