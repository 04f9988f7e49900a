using System;
using System.Formats.Tar;
using System.IO;
using System.IO.Compression;

namespace Sim.Tests.Traces;

/// <summary>A temporary folder for the traces of one test.</summary>
internal sealed class TraceFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("sim-traces-").FullName;

    public string At(string name) => System.IO.Path.Combine(Path, name);

    public string Write(string name, string text)
    {
        string path = At(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        if (name.EndsWith(".gz", StringComparison.Ordinal))
        {
            using GZipStream gzip = new(File.Create(path), CompressionLevel.Fastest);
            gzip.Write(System.Text.Encoding.UTF8.GetBytes(text));
        }
        else
        {
            File.WriteAllText(path, text);
        }

        return path;
    }

    /// <summary>Packs a file or folder as .tar.gz, with its files in reverse order so that readers have to sort.</summary>
    public string PackTar(string source)
    {
        string target = At("packed.tar.gz");
        using GZipStream gzip = new(File.Create(target), CompressionLevel.Fastest);
        using TarWriter tar = new(gzip);
        string[] files = Files(source);
        Array.Reverse(files);
        foreach (string file in files)
        {
            tar.WriteEntry(file, $"top/{Relative(source, file)}");
        }

        return target;
    }

    public string PackZip(string source)
    {
        string target = At("packed.zip");
        using ZipArchive zip = ZipFile.Open(target, ZipArchiveMode.Create);
        string[] files = Files(source);
        Array.Reverse(files);
        foreach (string file in files)
        {
            zip.CreateEntryFromFile(file, $"top/{Relative(source, file)}");
        }

        return target;
    }

    public void Dispose()
    {
        // NUnit disposes fixtures once more after their last test.
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }

    private static string Relative(string source, string file) =>
        Directory.Exists(source) ? System.IO.Path.GetRelativePath(source, file) : System.IO.Path.GetFileName(file);

    private static string[] Files(string source)
    {
        string[] files = Directory.Exists(source) ? Directory.GetFiles(source, "*", SearchOption.AllDirectories) : [source];
        Array.Sort(files, StringComparer.Ordinal);
        return files;
    }
}
