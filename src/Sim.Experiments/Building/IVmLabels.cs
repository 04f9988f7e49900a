namespace Sim.Experiments.Building;

/// <summary>Names and types of VMs, made when asked for: millions of strings are not kept.</summary>
internal interface IVmLabels
{
    /// <summary>The VM's name.</summary>
    string Name(int vm);

    /// <summary>The name of its type; empty where the trace gave the size.</summary>
    string Type(int vm);
}
