using System.Globalization;
using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;
using Sim.Scenarios.Binding;

namespace Sim.Scenarios;

/// <summary>A server.</summary>
[Catalogue("host-types")]
public sealed record HostType : IHasRules
{
    /// <summary>What it is called in results; the catalogue's name where it comes from one.</summary>
    [Key("name", "What it is called in results. Left out: its name in the catalogue, if any.")]
    public string Name { get; init; } = "";

    /// <summary>The maker.</summary>
    [Key("vendor", "Maker.", Example = "HPE")]
    public string Vendor { get; init; } = "";

    /// <summary>The model, with its processor.</summary>
    [Key("model", "Model, with its processor.", Example = "ProLiant DL385 Gen10 Plus, AMD EPYC 7763")]
    public string Model { get; init; } = "";

    /// <summary>Processor packages.</summary>
    [Key("sockets", "Processor packages.", Min = 1, Max = 64)]
    public int Sockets { get; init; } = 1;

    /// <summary>Cores of one package as written; null where <see cref="Cores"/> is written instead.</summary>
    [Key("coresPerSocket", "Cores of one package; this or 'cores'.", Min = 1, Max = 1024)]
    public int? CoresPerSocket { get; init; }

    /// <summary>Cores of the whole host as written; null where <see cref="CoresPerSocket"/> is written instead.</summary>
    [Key("cores", "Cores of the whole host; this or 'coresPerSocket'. Left out: one for each package.", Min = 1, Max = 65536)]
    public int? Cores { get; init; }

    /// <summary>NUMA nodes of one package.</summary>
    [Key("nodesPerSocket", "NUMA nodes of one package.", Min = 1, Max = 64)]
    public int NodesPerSocket { get; init; } = 1;

    /// <summary>What switches, cold caches, shared cores and waking up cost.</summary>
    [Key("cpu", "What switches, cold caches, shared cores and waking up cost at event resolution; see sim describe cpu-hardware.")]
    public PartOptions Cpu { get; init; } = PartOptions.None;

    /// <summary>Hardware threads of a core.</summary>
    [Key("threadsPerCore", "Hardware threads of a core.", Min = 1, Max = 8)]
    public int ThreadsPerCore { get; init; } = 1;

    /// <summary>The clock of each core.</summary>
    [Key("speed", "Clock of each core.", Required = true, Min = 1, Example = "2.6 GHz")]
    public Frequency Speed { get; init; }

    /// <summary>Memory.</summary>
    [Key("memory", "Memory.", Required = true, Min = 1, Example = "64 GiB")]
    public Bytes Memory { get; init; }

    /// <summary>Power by utilisation; null where energy is not to be counted.</summary>
    [Key("power", "Power by utilisation. Left out: energy is not counted.")]
    public PowerCurve? Power { get; init; }

    /// <summary>Where the numbers come from.</summary>
    [Key("source", "Where the numbers come from; required in catalogues.")]
    public string Source { get; init; } = "";

    /// <summary>Cores of the whole host, whichever way they were written.</summary>
    public int TotalCores => Cores ?? (Sockets * (CoresPerSocket ?? 1));

    /// <summary>Hardware threads of the whole host.</summary>
    public int TotalThreads => TotalCores * ThreadsPerCore;

    /// <inheritdoc/>
    void IHasRules.Check(RuleContext rules)
    {
        if (Cores is { } cores && CoresPerSocket is { } each && cores != Sockets * each)
        {
            // Pointed at coresPerSocket because 'cores' may come from the catalogue entry that is extended.
            rules["coresPerSocket"].Fault(string.Create(
                CultureInfo.InvariantCulture,
                $"{each} given; must make, times {Sockets} sockets, the {cores} cores given; or write 'cores: null'"));
        }
        else if (Cores is { } all && all % Sockets != 0)
        {
            rules["cores"].Fault(string.Create(
                CultureInfo.InvariantCulture, $"{all} given; must be a multiple of sockets, {Sockets}"));
        }
        else if (TotalCores % (Sockets * NodesPerSocket) != 0)
        {
            rules["nodesPerSocket"].Fault(string.Create(
                CultureInfo.InvariantCulture, $"{NodesPerSocket} given; must divide the {TotalCores / Sockets} cores of a socket"));
        }
    }
}
