namespace Sim.Scenarios;

/// <summary>The unit of a CSV trace's memory column.</summary>
public enum MemoryUnit
{
    /// <summary>Bytes.</summary>
    Bytes,

    /// <summary>KiB.</summary>
    Kib,

    /// <summary>MiB.</summary>
    Mib,

    /// <summary>GiB.</summary>
    Gib,

    /// <summary>Percent of the VM's memory.</summary>
    Percent,
}
