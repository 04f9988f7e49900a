namespace Sim.Hosts;

/// <summary>What the CPU and memory models must know of one VM. A struct, because there may be millions.</summary>
/// <param name="Vcpus">Virtual CPUs, 1 or more.</param>
/// <param name="SpeedMhz">What one vCPU does at full demand, in MHz; NaN: a whole core of whichever host it is on.</param>
/// <param name="MemoryMib">Configured memory in MiB.</param>
/// <param name="Shares">Weight in the contest for CPU, above zero.</param>
/// <param name="ReservationMhz">CPU it gets whatever the others want, in MHz; 0: none.</param>
/// <param name="LimitMhz">CPU it never exceeds, in MHz; infinity: none.</param>
/// <param name="Pool">Index of its resource pool in the cluster's list; -1: the root.</param>
public readonly record struct VmSpec(
    int Vcpus,
    double SpeedMhz,
    double MemoryMib,
    double Shares,
    double ReservationMhz,
    double LimitMhz,
    int Pool)
{
    /// <summary>The size in MHz on cores of the given speed.</summary>
    public double SizeMhz(double coreMhz) => Vcpus * (double.IsNaN(SpeedMhz) ? coreMhz : SpeedMhz);
}
