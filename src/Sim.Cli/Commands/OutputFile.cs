using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using Sim.Kernel;

namespace Sim.Cli.Commands;

/// <summary>A file that appears under its name only when it is complete.</summary>
internal sealed class OutputFile : IDisposable
{
    private readonly string _path;
    private readonly string _working;
    private bool _isDone;

    /// <summary>Begins one.</summary>
    public OutputFile(string path)
    {
        _path = path;
        _working = string.Create(CultureInfo.InvariantCulture, $"{path}.{Environment.ProcessId}.part");
        Writer = new StreamWriter(_working, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16) { NewLine = "\n" };
    }

    /// <summary>What to write to.</summary>
    public StreamWriter Writer { get; }

    /// <summary>What would keep files from being written: to be asked before what takes long.</summary>
    public static IEnumerable<InputError> Faults(params IEnumerable<string?> paths)
    {
        foreach (string path in paths.OfType<string>())
        {
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder))
            {
                yield return new InputError(path, 0, 0, $"there is no folder {folder}; make it first");
            }
            else if (Directory.Exists(path))
            {
                yield return new InputError(path, 0, 0, "is a folder; must be a file to write");
            }
        }
    }

    /// <summary>Writes a file as a whole.</summary>
    public static void Write(string path, Action<Stream> write)
    {
        using OutputFile file = new(path);
        write(file.Writer.BaseStream);
        file.Commit();
    }

    /// <summary>Writes a text as a whole.</summary>
    public static void WriteText(string path, Action<TextWriter> write)
    {
        using OutputFile file = new(path);
        write(file.Writer);
        file.Commit();
    }

    /// <summary>Gives the file its name.</summary>
    public void Commit()
    {
        Writer.Dispose();
        File.Move(_working, _path, overwrite: true);
        _isDone = true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Writer.Dispose();
        if (!_isDone)
        {
            File.Delete(_working);
        }
    }
}
