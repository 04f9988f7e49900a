using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Sim.Hosts.Costs;
using Sim.Kernel;
using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;
using Sim.Kernel.Results;
using Sim.Scenarios;
using Sim.Scenarios.Binding;

namespace Sim.Experiments.Building;

/// <summary>The constants of a scenario's models, with those that its cost table gives.</summary>
/// <remarks>What is written in the scenario wins over the table, the table over the default.</remarks>
internal sealed class MeasuredCosts
{
    /// <summary>The key that names the table.</summary>
    public const string Path = "hypervisor.costTable";

    private readonly Dictionary<PropertyInfo, Duration> _given = []; // lookup only: keys are asked for one by one

    private MeasuredCosts()
    {
    }

    /// <summary>What the table gives, in the order of the scenario's keys.</summary>
    public IReadOnlyList<TakenCost> Taken { get; private set; } = [];

    /// <summary>The table's file, or none.</summary>
    public IReadOnlyList<InputFile> Inputs { get; private init; } = [];

    /// <summary>Reads the table of a scenario and looks up all that it shall give.</summary>
    /// <param name="loaded">The scenario.</param>
    /// <param name="faults">Takes the table's faults, or every row that it lacks.</param>
    public static MeasuredCosts Read(LoadedScenario loaded, ICollection<InputError> faults)
    {
        if (loaded.Scenario.Hypervisor.CostTable is not { } file || Bytes(loaded, file, faults) is not { } bytes)
        {
            return new MeasuredCosts();
        }

        try
        {
            CostTable table = CostTableReader.Read(Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF'), file.Full);
            MeasuredCosts costs = new() { Inputs = [new InputFile(file.Full, bytes.LongLength, Convert.ToHexStringLower(SHA256.HashData(bytes)))] };
            costs.Taken = [.. CostPlace.Of(loaded.Scenario).SelectMany(place => costs.Take(loaded, file, table, place, faults))];
            return costs;
        }
        catch (InputException fault)
        {
            foreach (InputError error in fault.Errors)
            {
                faults.Add(error);
            }

            return new MeasuredCosts();
        }
    }

    /// <summary>The record of a place, with what the table gives; the scenario has no faults.</summary>
    public T Bind<T>(PartOptions written)
        where T : class
    {
        T record = (T)written.Bind(typeof(T), [])!;
        if (_given.Count > 0)
        {
            foreach (MeasuredKey key in Given(typeof(T), written))
            {
                key.Property.SetValue(record, _given[key.Property]);
            }
        }

        return record;
    }

    private static byte[]? Bytes(LoadedScenario loaded, FilePath file, ICollection<InputError> faults)
    {
        if (!File.Exists(file.Full))
        {
            faults.Add(loaded.Fault(Path, $"'{file.Written}' given; there is no such file (sim core calibrate --core NAME --out FILE makes one)"));
            return null;
        }

        try
        {
            return File.ReadAllBytes(file.Full);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            faults.Add(loaded.Fault(Path, $"'{file.Written}' given; it cannot be read: {fault.Message}"));
            return null;
        }
    }

    private static IEnumerable<MeasuredKey> Given(Type type, PartOptions written) => MeasuredKey.Of(type).Where(key => !written.Has(key.Key.Name));

    private List<TakenCost> Take(LoadedScenario loaded, FilePath file, CostTable table, CostPlace place, ICollection<InputError> faults)
    {
        List<TakenCost> taken = [];
        object defaults = Activator.CreateInstance(place.Type)!;
        foreach (MeasuredKey key in Given(place.Type, place.Written))
        {
            string path = $"{place.Path}.{key.Key.Name}";
            try
            {
                TakenRow[] rows = Rows(key, table);
                Duration value = Checked(key, rows, table);
                _given[key.Property] = value;
                taken.Add(new TakenCost(path, value.Nanoseconds, ((Duration)key.Property.GetValue(defaults)!).Nanoseconds, file.Written, table.Core, rows));
            }
            catch (InputException fault)
            {
                faults.Add(loaded.Fault(Path, $"'{file.Written}' given, which cannot give {path}: {fault.Errors[0].Message}; or write that key"));
            }
        }

        return taken;
    }

    private static TakenRow[] Rows(MeasuredKey key, CostTable table) => [.. key.Rows.Select(wanted =>
    {
        CostRow row = table.Require(wanted.Section, wanted.Parameters, wanted.Mode);
        string figure = wanted.Figure == MeasuredFigure.CyclesPerTableLoad ? "walk_cycles/walk_references" : "cycles_mean";
        return new TakenRow(row.Section, row.Mode, row.Parameters, figure, wanted.Times, wanted.Of(row));
    })];

    // The range of the key holds for what is measured as for what is written.
    private static Duration Checked(MeasuredKey key, TakenRow[] rows, CostTable table)
    {
        double cycles = rows.Sum(row => row.Times * row.Cycles);
        double nanoseconds = cycles * Duration.NanosecondsPerSecond / table.Frequency.Hertz;
        if (!(nanoseconds >= key.Key.Min && nanoseconds <= key.Key.Max))
        {
            string names = string.Join(" and ", key.Rows);
            throw new InputException(string.Create(
                CultureInfo.InvariantCulture, $"{names} makes {cycles:G6} cycles, {nanoseconds:G6} ns; must be {key.Key.Min}..{key.Key.Max} ns"));
        }

        return table.Time(cycles);
    }
}
