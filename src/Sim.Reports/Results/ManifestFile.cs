using System;
using System.Globalization;
using System.IO;
using System.Text.Encodings.Web;
using System.Text.Json;
using Sim.Kernel;
using Sim.Kernel.Results;

namespace Sim.Reports.Results;

/// <summary>Writes and reads <c>run.json</c>.</summary>
internal static class ManifestFile
{
    /// <summary>The newest layout this version reads.</summary>
    private const int NewestFormat = 1;

    // The file is read by people too; it is never pasted into a page as it is, so quotes and umlauts may stand.
    private static readonly ManifestJson Readable = new(
        new JsonSerializerOptions(ManifestJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static void Write(string path, RunManifest manifest)
    {
        string json = JsonSerializer.Serialize(manifest, Readable.RunManifest);
        File.WriteAllText(path, json + "\n");
    }

    public static RunManifest Read(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            RunManifest? manifest = JsonSerializer.Deserialize(file, Readable.RunManifest);
            return Checked(path, manifest ?? throw Fault(path, 1, "null found; a run manifest is expected"));
        }
        catch (JsonException e)
        {
            throw Fault(path, (e.LineNumber ?? 0) + 1, $"not a run manifest: {e.Message}");
        }
        catch (FileNotFoundException)
        {
            throw Fault(path, 0, "not found; a result folder holds one, written by sim run");
        }
        catch (DirectoryNotFoundException)
        {
            throw Fault(path, 0, "not found: there is no such folder");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Fault(path, 0, $"cannot be read: {e.Message}");
        }
    }

    private static RunManifest Checked(string path, RunManifest manifest) =>
        manifest.Format <= NewestFormat
            ? manifest with { Costs = manifest.Costs ?? [] } // null where an older version wrote the file
            : throw Fault(path, 0, string.Create(CultureInfo.InvariantCulture, $"format {manifest.Format} found; this version of sim reads up to {NewestFormat}"));

    private static InputException Fault(string path, long line, string message) => new(new InputError(path, line, 0, message));
}
