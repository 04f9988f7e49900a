namespace Sim.Traces.Scheduling;

/// <summary>What is known of a CPU while a trace is read.</summary>
/// <param name="id">Its number.</param>
internal sealed class CpuTrack(int id)
{
    /// <summary>Its number.</summary>
    public int Id => id;

    /// <summary>The thread that the last switch went to; -1 before the first.</summary>
    public int Current { get; set; } = -1;

    /// <summary>When the last switch was.</summary>
    public long SinceNs { get; set; }

    /// <summary>Switches.</summary>
    public long Switches { get; set; }

    /// <summary>Switches that leave another thread than <see cref="Current"/>.</summary>
    public long ChainBreaks { get; set; }

    /// <summary>Time in threads other than idle.</summary>
    public long BusyNs { get; set; }
}
