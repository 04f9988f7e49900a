using Sim.Kernel.Plugins;

namespace Sim.Scenarios;

/// <summary>Which columns of a CSV trace hold what; a column is named by its heading, or by its number from 1.</summary>
public sealed record TraceColumns
{
    /// <summary>The column that tells the VMs apart.</summary>
    [Key("vm", "Column that tells the VMs apart. Left out: the file is one VM.", Example = "vm_id")]
    public string? Vm { get; init; }

    /// <summary>The time of a sample.</summary>
    [Key("time", "Column of the time of a sample.", Example = "timestamp")]
    public string Time { get; init; } = "time";

    /// <summary>The CPU used.</summary>
    [Key("cpu", "Column of the CPU used.", Example = "cpu_pct")]
    public string Cpu { get; init; } = "cpu";

    /// <summary>The memory used.</summary>
    [Key("memory", "Column of the memory used. Left out: the trace has none.", Example = "mem_pct")]
    public string? Memory { get; init; }

    /// <summary>The number of vCPUs.</summary>
    [Key("vcpus", "Column of the number of vCPUs. Left out: the scenario's VM types say.")]
    public string? Vcpus { get; init; }

    /// <summary>The memory of the VM.</summary>
    [Key("memorySize", "Column of the VM's memory, in memoryUnit. Left out: the scenario's VM types say.")]
    public string? MemorySize { get; init; }

    /// <summary>The unit of the time column.</summary>
    [Key("timeUnit", "Unit of the time column.")]
    public TimeUnit TimeUnit { get; init; } = TimeUnit.S;

    /// <summary>The unit of the CPU column.</summary>
    [Key("cpuUnit", "Unit of the CPU column.")]
    public CpuUnit CpuUnit { get; init; } = CpuUnit.Percent;

    /// <summary>The unit of the memory columns.</summary>
    [Key("memoryUnit", "Unit of the memory column.")]
    public MemoryUnit MemoryUnit { get; init; } = MemoryUnit.Percent;

    /// <summary>What separates two cells.</summary>
    [Key("delimiter", "What separates two cells; a tab is written \"\\t\".", Example = ";")]
    public string Delimiter { get; init; } = ",";

    /// <summary>Whether the first line names the columns.</summary>
    [Key("header", "Whether the first line names the columns.")]
    public bool Header { get; init; } = true;
}
