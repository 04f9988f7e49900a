using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Sim.CoreEmulator.Timing.Configuration;
using Sim.Experiments;
using Sim.Experiments.Cores;
using Sim.Experiments.Tables;
using Sim.Hosts.Costs;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Topology;
using Sim.Hosts.Guests;
using Sim.Hosts.Memory;
using Sim.Hosts.Memory.Guests;
using Sim.Hosts.Memory.Translation;
using Sim.Kernel.Plugins;
using Sim.Kernel.Results;
using Sim.Scenarios;
using Sim.Scenarios.Catalogues;
using Sim.Scenarios.Schema;
using Sim.Traces.Synthesis;

namespace Sim.Cli.Commands;

/// <summary>All that can be named in a scenario or read in a result: what <c>sim list</c> and <c>sim describe</c> know.</summary>
internal sealed class Inventory
{
    /// <summary>Takes stock of Sim's parts and those of the given assemblies.</summary>
    public Inventory(IEnumerable<string>? plugins)
    {
        PluginRegistry parts = Parts.Load(plugins);
        Kinds =
        [
            .. parts.Kinds.Select(kind => new InventoryKind(kind.Name, kind.Summary, [.. parts.OfKind(kind.Name).Select(Part)])),
            .. CoreCatalogue.Catalogues.Kinds.Select(kind => new InventoryKind(kind.Name, kind.Summary, [.. CoreCatalogue.Catalogues.Names(kind.Name).Select(name => Catalogued(kind, name))])),
            new InventoryKind("metrics", "Columns and metrics of results, with unit and definition.", [.. MetricCatalogue.All.Select(Metric)]),
            new InventoryKind("tables", "Tables of a result folder.", [.. Schemas.All.Select(Table)]),
            new InventoryKind("keys", "Keys of a scenario file.", [.. KeyReference.OfScenario().Select(Key)]),
            new InventoryKind("cpu-features", "Keys of what a hypervisor adds to any vCPU scheduler (hypervisor.cpu.features).", Measurable(typeof(CpuFeatures))),
            new InventoryKind("guest", "Keys of what the kernels of VMs do by themselves at event resolution (workload[].guest).", [.. KeyReference.Of(typeof(GuestOptions)).Select(Key)]),
            new InventoryKind("cpu-hardware", "Keys of what a host's CPUs cost at event resolution (hosts[].type.cpu).", Measurable(typeof(CpuMechanics))),
            new InventoryKind("guest-memory", "Keys of what is in the VMs' memory and how they use it (workload[].memory).", [.. KeyReference.Of(typeof(GuestMemory)).Select(Key)]),
            new InventoryKind("core-keys", "Keys of a core's timing (an entry of cores; sim core run --core FILE --set KEY=VALUE).", [.. KeyReference.Of(typeof(CoreConfiguration)).Select(Key)]),
            new InventoryKind("memory-costs", "Keys of what operations on pages cost (hypervisor.memory.costs).", Measurable(typeof(MemoryCosts))),
            new InventoryKind("memory-ladder", "Keys of when a host counts as short of memory (hypervisor.memory.ladder).", [.. KeyReference.Of(typeof(LadderOptions)).Select(Key)]),
            new InventoryKind("memory-translation", "Keys of how guest addresses are translated (hypervisor.memory.translation).", Measurable(typeof(TranslationOptions))),
            new InventoryKind("synthetic", "Keys of a synthetic workload (workload[].synthetic).", [.. KeyReference.Of(typeof(TraceGeneratorOptions)).Select(Key)]),
        ];
    }

    /// <summary>The kinds: parts first, then catalogues, then what results are made of.</summary>
    public IReadOnlyList<InventoryKind> Kinds { get; }

    private static InventoryEntry Part(Plugin part)
    {
        StringBuilder details = new();
        details.Append(part.Source.Length > 0 ? "source: " + part.Source + "\n" : "");
        IReadOnlyList<KeyDescription> options = part.OptionsType is null ? [] : KeyReference.Of(part.OptionsType);
        details.Append(options.Count == 0 ? "options: none\n" : "options:\n");
        foreach (KeyDescription key in options)
        {
            details.Append("  ").Append(key.Path).Append(" (").Append(key.Type).Append("): ").Append(key.Help).Append('\n');
        }

        return new InventoryEntry(part.Name, "", part.Summary, details.ToString());
    }

    private static InventoryEntry Catalogued(CatalogueKind kind, string name)
    {
        object entry = CoreCatalogue.Catalogues.Get(kind.Name, name);
        string summary = entry switch
        {
            HostType host => string.Create(CultureInfo.InvariantCulture, $"{host.Vendor} {host.Model}: {host.TotalCores} cores, {host.Speed}, {host.Memory}"),
            Hypervisor { Memory: { } memory } hypervisor => $"vCPU scheduler {hypervisor.Cpu.Scheduler}; memory {memory.Policy}: {string.Join(", ", memory.Mechanisms)}",
            Hypervisor hypervisor => $"vCPU scheduler {hypervisor.Cpu.Scheduler}",
            CoreConfiguration core => core.Summary,
            VmType vm => string.Create(CultureInfo.InvariantCulture, $"{vm.Vcpus} vCPU, {(vm.Speed is { } speed ? speed + ", " : "")}{vm.Memory}"),
            _ => "",
        };
        return new InventoryEntry(name, "", summary.Trim(), CoreCatalogue.Catalogues.Describe(kind.Name, name) ?? "");
    }

    private static InventoryEntry Metric(Column column)
    {
        IEnumerable<string> tables = Schemas.All.Where(table => table.Columns.Contains(column)).Select(table => table.Name + ".csv");
        return new InventoryEntry(column.Name, column.Unit, column.Definition, "in: " + string.Join(", ", tables.DefaultIfEmpty("summary.csv")) + "\n");
    }

    private static InventoryEntry Table(TableSchema table) => new(
        table.Name, "", table.Title, string.Join("\n", table.Columns.Select(column => $"  {column.Name}: {column.Definition}")) + "\n");

    // Keys whose constants a cost table may give, beside others.
    private static InventoryEntry[] Measurable(Type type)
    {
        IReadOnlyList<MeasuredKey> measured = MeasuredKey.Of(type);
        return [.. KeyReference.Of(type).Select(key => WithRows(Key(key), measured.FirstOrDefault(one => one.Key.Name == key.Path)))];
    }

    private static InventoryEntry WithRows(InventoryEntry key, MeasuredKey? measured) => measured is null
        ? key
        : key with { Details = $"{key.Details}of a cost table (hypervisor.costTable): {string.Join(" + ", measured.Rows)}\n" };

    private static InventoryEntry Key(KeyDescription key)
    {
        string details = $"type: {key.Type}\n"
            + (key.Required ? "required\n" : key.Default.Length > 0 ? $"default: {key.Default}\n" : "")
            + (key.Example.Length > 0 ? $"example: {key.Example}\n" : "");
        return new InventoryEntry(key.Path, key.Type, key.Help, details);
    }
}
