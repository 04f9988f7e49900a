using System;
using System.Globalization;
using System.IO;
using Sim.Hosts.Costs;
using Sim.Kernel;

namespace Sim.Experiments.HotSections;

/// <summary>What was measured before: a cost table for each program of hot sections, by what went into it.</summary>
internal sealed class CalibrationCache(string folder)
{
    /// <summary>The table kept under a key; null where there is none that can be read.</summary>
    public CostTable? Find(string key)
    {
        string path = PathOf(key);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            return CostTableReader.Read(File.ReadAllText(path), path);
        }
        catch (InputException)
        {
            // Spoilt, by a full disk or by hand: measured anew and written over.
            return null;
        }
    }

    /// <summary>Keeps a table. It appears under its name only when it is complete.</summary>
    public void Keep(string key, CostTable table)
    {
        Directory.CreateDirectory(folder);
        string path = PathOf(key);
        string working = string.Create(CultureInfo.InvariantCulture, $"{path}.{Environment.ProcessId}.part");
        File.WriteAllText(working, CostTableWriter.Csv(table));
        File.Move(working, path, overwrite: true);
    }

    private string PathOf(string key) => Path.Combine(folder, key + ".csv");
}
