using Sim.Kernel.Plugins;

namespace Sim.Traces.Formats;

/// <summary>Which columns of a <c>csv</c> trace hold what. Columns are named by their header, or by number from 1 where there is none.</summary>
public sealed record CsvMapping
{
    /// <summary>The column of VM names. Default: <c>vm</c>, <c>vm_id</c>, <c>vmid</c>, <c>id</c> or <c>name</c>; without any, the file is one VM of its own name.</summary>
    [Key("vm", "the column of VM names; without one, each file is a VM of its own name")]
    public string? Vm { get; init; }

    /// <summary>The column of times. Default: <c>time</c>, <c>timestamp</c>, <c>time_s</c> or <c>date</c>.</summary>
    [Key("time", "the column of times; 'time', 'timestamp', 'time_s' or 'date' when left out")]
    public string? Time { get; init; }

    /// <summary>The column of CPU use. Default: <c>cpu</c>, <c>cpu_pct</c>, <c>cpu_usage</c>, <c>avgcpu</c> or <c>value</c>.</summary>
    [Key("cpu", "the column of CPU use; 'cpu', 'cpu_pct', 'cpu_usage', 'avgcpu' or 'value' when left out")]
    public string? Cpu { get; init; }

    /// <summary>The unit of CPU use. Default: percent of the VM's size.</summary>
    [Key("cpuUnit", "what CPU use is counted in: percent, fraction or mhz; percent when left out")]
    public CpuUnit CpuUnit { get; init; }

    /// <summary>The column of active memory in MiB. Default: <c>memory_active_mib</c>.</summary>
    [Key("memoryActive", "the column of active memory in MiB")]
    public string? MemoryActive { get; init; }

    /// <summary>The column of memory that the host has given the VM, in MiB. Default: <c>memory_consumed_mib</c>.</summary>
    [Key("memoryConsumed", "the column of memory that the host has given the VM in MiB: vSphere's mem.consumed, libvirt's rss")]
    public string? MemoryConsumed { get; init; }

    /// <summary>The column of provisioned memory in MiB. Default: <c>memory_size_mib</c>.</summary>
    [Key("memorySize", "the column of provisioned memory in MiB")]
    public string? MemorySize { get; init; }

    /// <summary>The column of vCPUs. Default: <c>cores</c> or <c>vcpus</c>.</summary>
    [Key("cores", "the column of vCPUs")]
    public string? Cores { get; init; }

    /// <summary>The column of provisioned CPU capacity in MHz. Default: <c>cpu_capacity_mhz</c>.</summary>
    [Key("cpuCapacity", "the column of provisioned CPU capacity in MHz; needed where CPU use is in MHz")]
    public string? CpuCapacity { get; init; }

    /// <summary>The column of disk reads in KiB/s. Default: <c>disk_read_kib_s</c>.</summary>
    [Key("diskRead", "the column of disk reads in KiB/s")]
    public string? DiskRead { get; init; }

    /// <summary>The column of disk writes in KiB/s. Default: <c>disk_write_kib_s</c>.</summary>
    [Key("diskWrite", "the column of disk writes in KiB/s")]
    public string? DiskWrite { get; init; }

    /// <summary>The column of network traffic received in KiB/s. Default: <c>net_received_kib_s</c>.</summary>
    [Key("netReceived", "the column of network traffic received in KiB/s")]
    public string? NetReceived { get; init; }

    /// <summary>The column of network traffic sent in KiB/s. Default: <c>net_sent_kib_s</c>.</summary>
    [Key("netSent", "the column of network traffic sent in KiB/s")]
    public string? NetSent { get; init; }

    /// <summary>How times are written. Default: found out from the first.</summary>
    [Key("timeUnit", "how times are written: auto, seconds, milliseconds, microseconds or date; auto when left out")]
    public TimeUnit TimeUnit { get; init; }

    /// <summary>The .NET format of dates. Default: ISO 8601, also with a blank for the T. Times are UTC unless they say otherwise.</summary>
    [Key("timeFormat", "the .NET format of dates; ISO 8601 when left out", Example = "dd.MM.yyyy HH:mm:ss")]
    public string? TimeFormat { get; init; }

    /// <summary>What separates columns. Default: whichever of <c>, ; tab |</c> the first line has most of.</summary>
    [Key("delimiter", "the one character that separates columns; found out from the first line when left out")]
    public string? Delimiter { get; init; }

    /// <summary>Whether the first line names the columns. Default: yes.</summary>
    [Key("header", "whether the first line names the columns; true when left out")]
    public bool Header { get; init; } = true;
}
