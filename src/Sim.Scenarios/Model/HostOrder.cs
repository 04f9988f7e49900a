namespace Sim.Scenarios;

/// <summary>The order of the hosts of several groups, which is the order in which placement tries them.</summary>
public enum HostOrder
{
    /// <summary>All hosts of the first group, then those of the second.</summary>
    Blocks,

    /// <summary>One host of each group in turn, until all are used; CloudSim's PlanetLab set-up.</summary>
    Alternate,
}
