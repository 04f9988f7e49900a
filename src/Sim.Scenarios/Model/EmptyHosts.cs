namespace Sim.Scenarios;

/// <summary>What a host without VMs draws.</summary>
public enum EmptyHosts
{
    /// <summary>Nothing: it is switched off.</summary>
    Off,

    /// <summary>Its idle power.</summary>
    Idle,
}
