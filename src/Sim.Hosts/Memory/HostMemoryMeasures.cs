namespace Sim.Hosts.Memory;

/// <summary>What is measured of a host's memory as a whole since the warm-up.</summary>
public sealed class HostMemoryMeasures
{
    private readonly double[] _inState = new double[5];

    /// <summary>CPU seconds of the hypervisor spent on looking for pages to share.</summary>
    public double ScanSeconds { get; internal set; }

    /// <summary>CPU seconds of the hypervisor spent on taking memory back: balloons, compression, writing to swap.</summary>
    public double ReclaimSeconds { get; internal set; }

    /// <summary>Seconds spent in a state of the ladder.</summary>
    public double In(LadderState state) => _inState[(int)state];

    internal void Book(LadderState state, double seconds) => _inState[(int)state] += seconds;

    internal void Clear()
    {
        System.Array.Clear(_inState);
        (ScanSeconds, ReclaimSeconds) = (0, 0);
    }
}
