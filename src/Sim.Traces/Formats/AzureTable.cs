using System;
using System.Collections.Generic;
using System.Globalization;
using Sim.Kernel.Quantities;
using Sim.Traces.Input;

namespace Sim.Traces.Formats;

/// <summary>Reads Azure's <c>vmtable</c>: 11 columns without a header, a VM a row.</summary>
internal sealed class AzureTable(TraceReading reading, AzureSizes sizes)
{
    /// <summary>How many columns the table has.</summary>
    public const int Columns = 11;

    /// <summary>The last instant of the window: a VM deleted then was still alive.</summary>
    public const long WindowEnd = 2_591_700;

    private const int Id = 0;
    private const int Created = 3;
    private const int Deleted = 4;
    private const int CategoryColumn = 8;
    private const int Cores = 9;
    private const int Memory = 10;
    private const double MibPerGib = 1024;

    private readonly List<(byte[] Utf8, string Text)> _categories = [];

    /// <summary>Reads one file.</summary>
    public void ReadFile(TraceEntry entry) => reading.ReadRows(entry, ',', rows => ReadRow(entry, rows));

    private void ReadRow(TraceEntry entry, TraceRows rows)
    {
        if (rows.Count != Columns)
        {
            string found = string.Create(CultureInfo.InvariantCulture, $"{rows.Count} columns");
            reading.Faults.Add(entry.Display, rows.Number, 1, found, "the 11 columns of a vmtable, separated by ',' (is the line cut off?)");
            return;
        }

        if (Time(entry, rows, Created, out long created) && Time(entry, rows, Deleted, out long deleted)
            && Size(entry, rows, out VmSize size))
        {
            if (deleted < created)
            {
                Fault(entry, rows, Deleted, "a time not before the VM's creation");
                return;
            }

            AddVm(entry, rows, new Lifetime(
                SimTime.FromSeconds(created),
                deleted >= WindowEnd ? SimTime.Never : SimTime.FromSeconds(deleted),
                created == 0,
                deleted >= WindowEnd), size);
        }
    }

    private bool Time(TraceEntry entry, TraceRows rows, int column, out long seconds)
    {
        if (DecimalText.TryParse(rows.Field(column), out seconds) && seconds is >= 0 and <= int.MaxValue)
        {
            return true;
        }

        Fault(entry, rows, column, "a time in whole seconds, 0 or more");
        return false;
    }

    private bool Size(TraceEntry entry, TraceRows rows, out VmSize size)
    {
        size = VmSize.Unknown;
        if (!sizes.TryCores(rows.Field(Cores), out long cores))
        {
            Fault(entry, rows, Cores, sizes.ExpectedCores);
            return false;
        }

        if (!sizes.TryMemory(rows.Field(Memory), out double gib))
        {
            Fault(entry, rows, Memory, sizes.ExpectedMemory);
            return false;
        }

        size = new VmSize((int)cores, double.NaN, gib * MibPerGib);
        return true;
    }

    private void AddVm(TraceEntry entry, TraceRows rows, Lifetime lifetime, VmSize size)
    {
        ReadOnlySpan<byte> id = rows.Field(Id);
        int vm = id.IsEmpty ? -1 : reading.Builder.FindOrAddVm(id, out _);
        if (vm < 0 || reading.Builder.HasLifetime(vm))
        {
            Fault(entry, rows, Id, vm < 0 ? "a VM's id" : "each VM once: there is a row of that VM already");
            return;
        }

        reading.Rows++;
        reading.Builder.SetLifetime(vm, lifetime);
        reading.Builder.SetSize(vm, size);
        reading.Builder.SetCategory(vm, Category(rows.Field(CategoryColumn)));
    }

    /// <summary>The category as text, without making a string for each row.</summary>
    private string Category(ReadOnlySpan<byte> text)
    {
        foreach ((byte[] utf8, string known) in _categories)
        {
            if (text.SequenceEqual(utf8))
            {
                return known;
            }
        }

        _categories.Add((text.ToArray(), System.Text.Encoding.UTF8.GetString(text)));
        return _categories[^1].Text;
    }

    private void Fault(TraceEntry entry, TraceRows rows, int column, string expected) => reading.Faults.Add(
        entry.Display,
        rows.Number,
        rows.Column(column),
        FaultList.Quote(rows.Field(column)),
        expected);
}
