using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Sim.Kernel;
using Sim.Kernel.Plugins;
using Sim.Traces.Input;
using Sim.Traces.Writers;

namespace Sim.Traces;

/// <summary>Writes workloads as traces.</summary>
public static class TraceWriter
{
    /// <summary>The kind under which writers are registered.</summary>
    public const string Kind = "trace-writers";

    private const string Packed = ".tar.gz";

    private static readonly PluginRegistry Own = new([typeof(TraceWriter).Assembly]);

    /// <summary>
    /// Writes a workload. A path that ends in <c>.tar.gz</c> becomes an archive; else formats of several files make a folder.
    /// What is there before is replaced only once the new trace is complete.
    /// </summary>
    /// <param name="workload">What to write.</param>
    /// <param name="format">The format's name, as <c>sim list trace-writers</c> shows it.</param>
    /// <param name="path">Where to.</param>
    /// <param name="replace">Whether an existing trace may be replaced. Default: no.</param>
    /// <exception cref="InputException">The format is unknown or cannot hold the workload, or the path is taken or cannot be written.</exception>
    public static void Write(Workload workload, string format, string path, bool replace = false)
    {
        ArgumentNullException.ThrowIfNull(workload);
        ArgumentNullException.ThrowIfNull(path);
        ITraceWriter writer = Named(format);
        string target = Path.TrimEndingDirectorySeparator(path);
        if (!replace && (File.Exists(target) || Directory.Exists(target)))
        {
            throw new InputException(new InputError(path, 0, 0, "found a file or folder there; expected a path that is free"));
        }

        _ = Damaged.Guard(path, () => WriteThenRename(writer, workload, target));
    }

    private static ITraceWriter Named(string format)
    {
        IReadOnlyCollection<Plugin> writers = Own.OfKind(Kind);
        Plugin? plugin = writers.FirstOrDefault(writer => string.Equals(writer.Name, format, StringComparison.Ordinal));
        if (plugin is not null)
        {
            return (ITraceWriter)plugin.Create();
        }

        string[] names = [.. writers.Select(writer => writer.Name)];
        string hint = Edits.Nearest(format, names) is { } nearest ? $"; did you mean '{nearest}'?" : "";
        throw new InputException($"found trace format '{format}'; expected one of {string.Join(", ", names)}{hint}");
    }

    private static bool WriteThenRename(ITraceWriter writer, Workload workload, string target)
    {
        string temporary = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(target))!, $".{Path.GetFileName(target)}.part");
        Remove(temporary);
        try
        {
            WriteTo(writer, workload, temporary, target);
            Remove(target);
            Directory.Move(temporary, target);
            return true;
        }
        finally
        {
            Remove(temporary);
        }
    }

    private static void WriteTo(ITraceWriter writer, Workload workload, string temporary, string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(temporary)!);
        if (target.EndsWith(Packed, StringComparison.OrdinalIgnoreCase))
        {
            using TarOutput archive = new(temporary, Path.GetFileName(target)[..^Packed.Length]);
            writer.Write(workload, archive);
        }
        else if (writer.WritesOneFile)
        {
            writer.Write(workload, new FileOutput(temporary, target.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)));
        }
        else
        {
            Directory.CreateDirectory(temporary);
            writer.Write(workload, new FolderOutput(temporary));
        }
    }

    private static void Remove(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
        else
        {
            File.Delete(path);
        }
    }
}
