using System;
using System.Globalization;
using System.IO;
using System.Text;

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
