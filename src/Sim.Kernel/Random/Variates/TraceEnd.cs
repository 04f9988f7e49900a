namespace Sim.Kernel.Random.Variates;

/// <summary>What happens after the last value of a trace.</summary>
public enum TraceEnd
{
    /// <summary>It starts again with the first.</summary>
    Repeat,

    /// <summary>There are no more: a further draw is an error.</summary>
    Stop,
}
